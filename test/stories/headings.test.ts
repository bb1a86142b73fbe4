import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sql from 'sql-template-tag';
import { openGround } from '#ground.js';
import { openOperation } from '#store/open-operation.js';
import type { Client } from '../support/client.js';
import { SECRETS } from '../support/ground.js';
import { applyRun, fileOf, openRun, runOf, sendWhole, whenIn } from '../support/imports.js';
import { viewersOf } from '../support/second-wall.js';
import { mutation } from '../support/way.js';
import { type LedgerRow, ledgerRow } from '../support/worker-sheets.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

let world: World;
let county: Client;
let station: Client;
beforeAll(async () => {
  world = await openWorld({ env: { IMPORTS_OPEN: '20' } });
  [county, station] = (await Promise.all(
    ['county@liping', 'station@foshan'].map((handle) => world.as(handle)),
  )) as [Client, Client];
});
afterAll(() => world?.close());

const MAP = mutation('mapHeading', 'MapHeadingInput', 'headingMapping { id heading column mappedBy }');
const FORGET = mutation('forgetHeading', 'IdInput', 'headingMapping { id forgottenAt }');
const JUDGE = mutation('judgeImport', 'IdInput', 'run { state fault { reason } }');
const APPLY = mutation('applyImport', 'ApplyImportInput', 'run { state }');
interface Mapping {
  readonly id: string;
  readonly heading: string;
  readonly column: string | null;
  readonly mappedBy: string | null;
}
const map = async (who: Client, heading: string, column: string | null, more: object = {}) =>
  (
    await who.must<{ mapHeading: { headingMapping: Mapping } }>(MAP, {
      i: { kind: 'WORKERS', heading, column, ...more },
    })
  ).mapHeading.headingMapping;
const forget = (who: Client, { id }: Pick<Mapping, 'id'>) => who.must(FORGET, { i: { id } });
const mappings = async (who: Client, filter: object = {}): Promise<Mapping[]> =>
  (
    await who.must<{ headingMappings: { nodes: Mapping[] } }>(
      'query($f: HeadingMappingFilter) { headingMappings(filter: $f) { nodes { id heading column mappedBy } } }',
      { f: filter },
    )
  ).headingMappings.nodes;
const unknownOf = async (who: Client, id: string): Promise<string[]> =>
  (
    await who.must<{ importRun: { unknownHeadings: string[] } }>(
      'query($id: ID!) { importRun(id: $id) { unknownHeadings } }',
      { id },
    )
  ).importRun.unknownHeadings;

let drawn = 0;
/** Good rows that no other story has, with some of their headings written otherwise. */
function ledger(count: number, called: Readonly<Record<string, string>>): Buffer {
  const rows = Array.from({ length: count }, () => ledgerRow(7, 3_000_000 + (drawn += 1)));
  const renamed = (row: LedgerRow): LedgerRow =>
    Object.fromEntries(Object.entries(row).map(([heading, cell]) => [called[heading] ?? heading, cell]));
  return fileOf(rows.map(renamed));
}
/** Sends a list and waits until it was judged. */
const judged = async (who: Client, file: Buffer) =>
  whenIn(who, (await sendWhole(who, file)).run?.id ?? '', 'JUDGED');
const judgedAnew = async (who: Client, id: string) => {
  await who.must(JUDGE, { i: { id } });
  return whenIn(who, id, 'JUDGED');
};

describe('a heading that nobody knows', () => {
  test('is said once; the file is judged anew without being sent again, and the next one is read at once', async () => {
    const called = { 证件号码: '人员编码一', 姓名: '何人', 民族: '族' };
    const run = await judged(county, ledger(3, called));
    expect(run).toMatchObject({ state: 'JUDGED', rows: 0, created: 0, fault: { reason: 'COLUMNS_MISSING' } });
    expect(await unknownOf(county, run.id)).toEqual(expect.arrayContaining(['人员编码一', '何人']));
    expect(await county.refusal(APPLY, { i: { id: run.id, mode: 'ROW_BY_ROW' } })).toMatchObject({
      reason: 'IMPORT_HEADINGS_UNCLEAR',
      zh: expect.stringContaining('mapHeading'),
    });
    const mapped = await map(county, '人员编码一', '身份证号码');
    expect(mapped).toMatchObject({ column: '身份证号码', mappedBy: 'county@liping' });
    expect(await judgedAnew(county, run.id)).toMatchObject({ fault: { reason: 'COLUMNS_MISSING' } });
    expect((await map(county, '何人', 'name')).column).toBe('姓名');
    expect(await judgedAnew(county, run.id)).toMatchObject({ rows: 3, created: 3, refused: 0, fault: null });
    expect(await unknownOf(county, run.id)).toEqual(['族']);
    expect(await applyRun(county, run.id)).toMatchObject({ state: 'APPLIED', created: 3 });
    // Written by another hand: blanks, a mark, traditional letters.
    const next = await judged(county, ledger(2, { 证件号码: '*人員編碼一', 姓名: '何 人' }));
    expect(next).toMatchObject({ rows: 2, created: 2, fault: null });
    expect(
      await world.look(
        `select distinct j.verb, a.handle from journal_entry j join account a on a.id::text = j.actor
         where noun = 'import_heading'`,
      ),
    ).toEqual([{ verb: 'heading.map', handle: 'county@liping' }]);
  });

  test('means what it meant when the file was judged, whatever is said meanwhile', async () => {
    const mapping = await map(county, '人员编码二', '身份证号码');
    const run = await judged(county, ledger(2, { 证件号码: '人员编码二' }));
    expect(run).toMatchObject({ created: 2 });
    await forget(county, mapping);
    expect(await applyRun(county, run.id)).toMatchObject({ state: 'APPLIED', created: 2, refused: 0 });
    const later = await judged(county, ledger(2, { 证件号码: '人员编码二' }));
    expect(later).toMatchObject({ rows: 0, fault: { reason: 'COLUMNS_MISSING' } });
  });

  test('of two that mean the same one is passed over, and its column is read no more', async () => {
    const file = Buffer.from(
      ledger(1, {})
        .toString()
        .replace('姓名', '姓名,成员姓名')
        .replace(/(王|李|张|刘|陈|杨|黄|吴|周|潘|石|龙|欧)/, '甲,$1'),
    );
    const run = await judged(county, file);
    expect(run).toMatchObject({ rows: 0, fault: { reason: 'COLUMNS_AMBIGUOUS' } });
    const mapping = await map(county, '成员姓名', null);
    expect(await judgedAnew(county, run.id)).toMatchObject({ rows: 1, fault: null });
    expect(await unknownOf(county, run.id)).toEqual([]);
    await forget(county, mapping);
  });
});

test('a heading of any kind of list can be said', async () => {
  const file = Buffer.from('姓名,身份证号码,回来那天,返乡原因,记号\n某某,1,2026-11-01,过节,甲\n');
  const sent = await sendWhole(county, file, 'kind=returns&name=home.csv');
  const run = await whenIn(county, sent.run?.id ?? '', 'JUDGED');
  expect(run).toMatchObject({ state: 'JUDGED', rows: 0, fault: { reason: 'COLUMNS_MISSING' } });
  await map(county, '回来那天', '返乡日期', { kind: 'RETURNS' });
  // The row is read now, and refused for what stands in it.
  expect(await judgedAnew(county, run.id)).toMatchObject({ rows: 1, refused: 1, fault: null });
  expect(await unknownOf(county, run.id)).toEqual(['记号']);
});

describe('what is said of a heading', () => {
  test('is kept once: sent again, said anew, and by ten at once', async () => {
    const key = { idempotencyKey: 'heading-once-1' };
    const first = await map(county, '务工狀态', '就业形式', key);
    expect(await map(county, '务工狀态', '就业形式', key)).toEqual(first);
    expect((await map(county, '務工 状態*', null)).id).toBe(first.id);
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        county.send(MAP, { i: { kind: 'WORKERS', heading: '同时', column: '姓名' } }),
      ),
    );
    expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const kept = (await mappings(county)).filter(({ heading }) => /[务務]工|同时/.test(heading));
    expect(kept.map(({ heading, column }) => [heading, column]).toSorted()).toEqual(
      [
        ['同时', '姓名'],
        ['務工 状態*', null],
      ].toSorted(),
    );
    for (const mapping of kept) await forget(county, mapping);
    expect(await county.refusal(FORGET, { i: { id: first.id } })).toMatchObject({ reason: 'NOT_FOUND' });
  });

  test('counts for its own list and organization alone, at either wall', async () => {
    const mapping = await map(county, '独有表头', '身份证号码');
    const other = await world.as('county@congjiang');
    expect(await mappings(other)).toEqual([]);
    expect(await mappings(station)).toEqual([]);
    expect(await mappings(county, { kind: 'POSTINGS' })).toEqual([]);
    const file = ledger(1, { 证件号码: '独有表头' });
    expect(await judged(other, file)).toMatchObject({ fault: { reason: 'COLUMNS_MISSING' } });
    for (const who of [other, station])
      expect(await who.refusal(FORGET, { i: { id: mapping.id } })).toMatchObject({ reason: 'NOT_FOUND' });
    const run = await judged(county, file);
    for (const who of [other, station])
      expect(await who.refusal(JUDGE, { i: { id: run.id } })).toMatchObject({ reason: 'NOT_FOUND' });
    for (const [who, kind] of [
      [station, 'WORKERS'],
      [county, 'POSTINGS'],
      [await world.as('observer@province'), 'WORKERS'],
    ] as const)
      expect(await who.refusal(MAP, { i: { kind, heading: '甲', column: null } })).toMatchObject({
        reason: 'NOT_ALLOWED',
      });
    const { ground, close } = await openGround({ url: world.url, pool: 2, secrets: SECRETS });
    try {
      const viewer = (await viewersOf(world.url, ['county@congjiang'])).get('county@congjiang');
      if (!viewer) throw new Error('no county@congjiang');
      const seen = await openOperation(ground, viewer).transact('heading.map', async (inside) => [
        await inside.run(sql`select id from import_heading`),
        await inside.run(sql`update import_heading set field = null returning id`),
      ]);
      expect(seen).toEqual([[], []]);
      const planted = openOperation(ground, viewer).transact('heading.map', (inside) =>
        inside.run(sql`insert into import_heading (organization_id, kind, heading, heading_key, mapped_by, mapped_at)
          select organization_id, kind, '乙', '乙', ${viewer.accountId}::uuid, now() from account a
          cross join lateral (select a.organization_id, 'WORKERS' as kind) k where a.handle = 'county@liping'`),
      );
      await expect(planted).rejects.toThrow();
    } finally {
      await close();
    }
    await forget(county, mapping);
  });

  test.each([
    ['a column that there is not', { heading: '表头', column: '血型' }, 'COLUMN_UNKNOWN', 'input.column'],
    ['nothing but marks', { heading: ' ** ', column: '姓名' }, 'HEADING_BLANK', 'input.heading'],
    ['nothing', { heading: ' ', column: '姓名' }, 'TEXT_LENGTH', 'input.heading'],
    ['a text too long', { heading: '长'.repeat(201), column: '姓名' }, 'TEXT_LENGTH', 'input.heading'],
    [
      'a number of somebody',
      { heading: '15400000001', column: '姓名' },
      'HEADING_PERSONAL_NUMBER',
      'input.heading',
    ],
    [
      'a sign that nobody sees',
      { heading: '表\u202E头', column: '姓名' },
      'CONTROL_CHARACTER',
      'input.heading',
    ],
    ['a name of the language', { heading: '表头', column: '__proto__' }, 'COLUMN_UNKNOWN', 'input.column'],
  ])('is refused with %s', async (_, said, reason, field) => {
    expect(await county.refusal(MAP, { i: { kind: 'WORKERS', ...said } })).toMatchObject({ reason, field });
  });

  test('is chosen among the columns of the list, each with what stands in it', async () => {
    const { importColumns } = await station.must<{
      importColumns: {
        name: string;
        otherNames: string[];
        zh: string;
        mandatory: boolean;
        words: string[];
      }[];
    }>('{ importColumns(kind: POSTINGS) { name otherNames zh en words mandatory } }');
    expect(importColumns).toContainEqual(expect.objectContaining({ name: '企业名称', mandatory: true }));
    expect(importColumns).toContainEqual(expect.objectContaining({ name: '月薪', mandatory: false }));
  });
});

describe('a file', () => {
  test('that is still being sent, or has ended, is not judged anew', async () => {
    const file = ledger(1, {});
    const open = await openRun(county, file);
    expect(await county.refusal(JUDGE, { i: { id: open.id } })).toMatchObject({
      reason: 'IMPORT_STEP_NOT_ALLOWED',
    });
    const run = await judged(county, file);
    await applyRun(county, run.id);
    expect(await county.refusal(JUDGE, { i: { id: run.id } })).toMatchObject({
      reason: 'IMPORT_STEP_NOT_ALLOWED',
    });
    expect(await runOf(county, open.id)).toMatchObject({ state: 'RECEIVING' });
  });

  test('of an account that was closed is judged anew by another of the office, and by it no more', async () => {
    // A second account of the county's own bureau.
    await world.plant(`update account set organization_id =
      (select organization_id from account where handle = 'county@liping') where handle = 'officer@liping'`);
    const officer = await world.as('officer@liping');
    const run = await judged(officer, ledger(1, { 证件号码: '谁的编码' }));
    await world.plant(`update account set status = 'REVOKED' where handle = 'officer@liping'`);
    for (const [document, i] of [
      [MAP, { kind: 'WORKERS', heading: '谁的编码', column: '身份证号码' }],
      [JUDGE, { id: run.id }],
    ] as const)
      expect(await officer.refusal(document, { i })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await mappings(county)).not.toContainEqual(expect.objectContaining({ heading: '谁的编码' }));
    await map(county, '谁的编码', '身份证号码');
    expect(await judgedAnew(county, run.id)).toMatchObject({ state: 'JUDGED', rows: 1, fault: null });
  });
});
