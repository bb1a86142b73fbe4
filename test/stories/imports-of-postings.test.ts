import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sql from 'sql-template-tag';
import { openGround } from '#ground.js';
import { roleMay } from '#access/permissions.js';
import { isPostingHeading } from '#sheet/posting-columns.js';
import { readSheet } from '#sheet/read-sheet.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { openOperation } from '#store/open-operation.js';
import type { Client } from '../support/client.js';
import { SECRETS } from '../support/ground.js';
import { applyRun, openRun, runOf, sendBytes, sendPiece, sendWhole, whenIn } from '../support/imports.js';
import { viewersOf } from '../support/second-wall.js';
import { rawWorkbook } from '../support/workbook-parts.js';
import { openWorld, type World } from '../support/world.js';
import { unzipped } from '../support/zip-reader.js';

jest.setTimeout(60_000);

let world: World;
let station: Client;
beforeAll(async () => {
  world = await openWorld();
  station = await world.as('station@foshan');
});
afterAll(() => world?.close());

const HEADING = '*企业名称,*岗位名称,*招聘人数,*工作城市,薪资待遇,班次';
let made = 0;
/** A good row of a post that no other story has. */
const row = (over: Partial<Record<'employer' | 'title' | 'heads' | 'city', string>> = {}): string => {
  const r = { employer: '佛山表格厂', title: `操作工${(made += 1)}`, heads: '5', city: '佛山市', ...over };
  return `${r.employer},${r.title},${r.heads},${r.city},5000-6000元/月,两班倒`;
};
const sheet = (...rows: string[]): Buffer => Buffer.from(`${HEADING}\r\n${rows.join('\r\n')}\r\n`);
const QUERY = 'kind=postings&name=posts.csv';
/** Sends a list and waits until it was judged. */
const judged = async (who: Client, file: Buffer) =>
  whenIn(who, (await sendWhole(who, file, QUERY)).run?.id ?? '', 'JUDGED');
const posts = async (): Promise<number> =>
  Number((await world.look('select count(*) as n from job_posting'))[0]?.['n']);
const refusalsOf = async (who: Client, id: string) =>
  (
    await who.must<{ importRefusals: { nodes: { cell: string; reason: string }[] } }>(
      'query($id: ID!) { importRefusals(run: $id) { nodes { cell heading value reason zh } } }',
      { id },
    )
  ).importRefusals.nodes;
const get = (who: Client, path: string) =>
  fetch(`${who.url}${path}`, { headers: { authorization: `Bearer ${who.token}` } });
const reasonOf = (told: Awaited<ReturnType<typeof sendWhole>>) => told.errors?.[0]?.extensions.reason;
const apply = `mutation($i: ApplyImportInput!) { applyImport(input: $i) { run { state } } }`;
const cancel = `mutation($i: IdInput!) { cancelImport(input: $i) { run { state } } }`;
/** Makes a body a labour company, which needs a licence, or an employer again. */
const turn = (name: string, type: 'HR_COMPANY' | 'EMPLOYER') =>
  world.plant(`update organization set type = '${type}' where name = '${name}'`);

describe('a vacancy list that comes over the API', () => {
  test('is the template as it was filled in: judged, applied, and nothing new the second time', async () => {
    const template = await get(station, '/import/templates/postings.xlsx');
    expect(template.headers.get('content-disposition')).toContain('postings.xlsx');
    const parts = await unzipped(Buffer.from(await template.arrayBuffer()));
    const filled = await rawWorkbook({ sheets: { 岗位: parts.get('xl/worksheets/sheet2.xml') ?? '' } });
    const before = await posts();
    const send = async () => {
      const path = '/import?kind=postings&name=posts.xlsx';
      const { run } = await sendBytes(station, path, filled, { method: 'POST' });
      return whenIn(station, run?.id ?? '', 'JUDGED');
    };
    const first = await send();
    expect(first).toMatchObject({ state: 'JUDGED', rows: 2, created: 2, unchanged: 0, refused: 0 });
    expect(await posts()).toBe(before);
    expect(await applyRun(station, first.id, 'ALL_OR_NOTHING')).toMatchObject({
      state: 'APPLIED',
      created: 2,
    });
    expect(
      await world.look(
        `select title, state, headcount, source_file, source_row from job_posting where source_file like 'posts.xlsx%' order by 5`,
      ),
    ).toEqual([
      { title: '打磨工', state: 'OPEN', headcount: 20, source_file: 'posts.xlsx!岗位', source_row: 2 },
      { title: '质检员', state: 'OPEN', headcount: 3, source_file: 'posts.xlsx!岗位', source_row: 3 },
    ]);
    const again = await send();
    expect(again).toMatchObject({ created: 0, unchanged: 2, refused: 0 });
    expect(await applyRun(station, again.id)).toMatchObject({ state: 'APPLIED', created: 0, unchanged: 2 });
    expect(await posts()).toBe(before + 2);
  });

  test('is refused row by row, with the cell and how to mend it, also for what only the posting’s verbs know', async () => {
    const company = '佛山无证劳务公司';
    const known = await judged(station, sheet(row({ employer: company })));
    await applyRun(station, known.id);
    await turn(company, 'HR_COMPANY');
    const rows = [
      row(),
      row({ heads: '若干' }),
      row({ city: '杭州市' }),
      row({ employer: company }),
      row({ employer: company }),
    ];
    const run = await judged(station, sheet(...rows));
    expect(run).toMatchObject({ rows: 5, created: 1, refused: 4 });
    expect(await refusalsOf(station, run.id)).toMatchObject([
      { cell: 'C3', heading: '*招聘人数', value: '若干', reason: 'HEADCOUNT_UNCLEAR' },
      { cell: 'D4', heading: '*工作城市', value: '杭州市', reason: 'NOT_YOUR_CITY' },
      { cell: 'A5', heading: '*企业名称', value: company, reason: 'LICENCE_LAPSED' },
      { cell: 'A6', reason: 'LICENCE_LAPSED', zh: expect.stringContaining('registerLicence') },
    ]);
    const { importRun } = await station.must<{ importRun: { unknownHeadings: string[] } }>(
      'query($id: ID!) { importRun(id: $id) { unknownHeadings } }',
      { id: run.id },
    );
    expect(importRun.unknownHeadings).toEqual(['班次']);
    const refused = Buffer.from(await (await get(station, run.refusedRows ?? '')).arrayBuffer());
    const back = [];
    for await (const { cells } of readSheet(Readable.from([refused]), { isHeading: isPostingHeading }))
      back.push(cells['*招聘人数']);
    expect(back).toEqual(['若干', '5', '5', '5']);
    // Its licence is on record again: what was refused for it is brought when it is sent again.
    await turn(company, 'EMPLOYER');
    expect(await applyRun(station, run.id)).toMatchObject({ state: 'APPLIED', created: 3, refused: 2 });
  });

  test('is written whole or not at all: who loses the licence meanwhile is named, and nothing is posted', async () => {
    const company = '佛山整份劳务公司';
    await applyRun(station, (await judged(station, sheet(row({ employer: company })))).id);
    const run = await judged(station, sheet(row(), row({ employer: company }), row()));
    expect(run).toMatchObject({ created: 3, refused: 0 });
    const before = await posts();
    await turn(company, 'HR_COMPANY');
    expect(await applyRun(station, run.id, 'ALL_OR_NOTHING')).toMatchObject({
      state: 'JUDGED',
      fault: { reason: 'REFUSED_WHOLE' },
      created: 2,
      refused: 1,
    });
    expect(await posts()).toBe(before);
    expect(await applyRun(station, run.id)).toMatchObject({ state: 'APPLIED', created: 2, refused: 1 });
  });

  test('goes on behind the last row that was brought, when a server has ended in the middle', async () => {
    const run = await judged(station, sheet(row(), row(), row({ title: '续写工' })));
    const before = await posts();
    // As a server leaves it that ended behind the second row.
    await world.plant(
      `update import_run set state = 'APPLYING', mode = 'ROW_BY_ROW', applied_by = opened_by, created = 2, reached_sheet = '',
       reached_row = 3 where id = '${Buffer.from(run.id, 'base64url').toString().split(':')[1]}'`,
    );
    expect(await whenIn(station, run.id, 'APPLIED')).toMatchObject({ state: 'APPLIED', rows: 3, created: 3 });
    expect(await posts()).toBe(before + 1);
    expect(await world.look(`select source_row from job_posting where title = '续写工'`)).toEqual([
      { source_row: 4 },
    ]);
  });

  test('of an employer is handed in to the station’s check, for its own posts alone', async () => {
    const employer = await world.as('employer@foshan');
    const [own] = await world.look(
      `select o.name from account a join organization o on o.id = a.organization_id where a.handle = 'employer@foshan'`,
    );
    const name = String(own?.['name']);
    const file = sheet(row({ employer: name, title: '自招工' }), row());
    const run = await judged(employer, file);
    expect(run).toMatchObject({ created: 1, refused: 1 });
    expect(await refusalsOf(employer, run.id)).toMatchObject([{ cell: 'A3', reason: 'NOT_YOUR_EMPLOYER' }]);
    expect(await applyRun(employer, run.id)).toMatchObject({ state: 'APPLIED', created: 1 });
    expect(
      await world.look(
        `select p.state, o.name from job_posting p join organization o on o.id = p.employer_id where p.title = '自招工'`,
      ),
    ).toEqual([{ state: 'SUBMITTED', name }]);
    // The station has the same list: the post is there, whoever sent it first.
    expect(await judged(station, file)).toMatchObject({ created: 1, unchanged: 1 });
  });

  test('is told of as it is worked on, to the station that sent it', async () => {
    const watching = station.watch<{
      watchImports: { changes?: { node: { state: string; kind: string } | null }[] };
    }>(
      'subscription { watchImports { ... on ImportSnapshot { items { id } } ... on ImportChanges { changes { op node { state kind } } } } }',
    );
    await watching.next();
    const { run } = await sendWhole(station, sheet(row()), QUERY);
    const told: string[] = [];
    while (!told.includes('POSTINGS JUDGED'))
      for (const { node } of (await watching.next()).watchImports.changes ?? [])
        told.push(`${node?.kind} ${node?.state}`);
    watching.stop();
    await station.must(cancel, { i: { id: run?.id } });
  });
});

describe('whose it is', () => {
  test('another station, and every other side, sees and touches nothing of it', async () => {
    const file = sheet(row(), row({ heads: '若干' }));
    const { id } = await judged(station, file);
    const run = await openRun(station, file, { kind: 'POSTINGS' });
    for (const handle of ['station@hangzhou', 'employer@foshan', 'county@liping']) {
      const other = await world.as(handle);
      expect(
        await other.must(
          'query($id: ID!) { importRun(id: $id) { id } importRefusals(run: $id) { totalCount } }',
          { id },
        ),
      ).toEqual({ importRun: null, importRefusals: { totalCount: 0 } });
      expect(await other.refusal(apply, { i: { id, mode: 'ROW_BY_ROW' } })).toMatchObject({
        reason: 'NOT_FOUND',
      });
      expect(reasonOf(await sendPiece(other, run, file, 1))).toBe('NOT_FOUND');
      expect((await get(other, `/import/${id}/refused.xlsx`)).status).toBe(404);
    }
    expect(await runOf(station, run.id)).toMatchObject({ state: 'RECEIVING', missing: [1] });
    for (const one of [id, run.id]) await station.must(cancel, { i: { id: one } });
  });

  test('nobody opens a list whose rows they may not bring one by one, at either wall', async () => {
    const county = await world.as('county@liping');
    const observer = await world.as('observer@province');
    expect(reasonOf(await sendWhole(county, sheet(row()), QUERY))).toBe('NOT_ALLOWED');
    expect(reasonOf(await sendWhole(station, sheet(row()), 'kind=workers&name=a.csv'))).toBe('NOT_ALLOWED');
    expect(reasonOf(await sendWhole(observer, sheet(row()), QUERY))).toBe('NOT_ALLOWED');
    expect((await get(observer, '/import/templates/postings.xlsx')).status).toBe(403);
    expect((await get(station, '/import/templates/weather.xlsx')).status).toBe(400);
    const { ground, close } = await openGround({ url: world.url, pool: 2, secrets: SECRETS });
    try {
      const viewers = new Map(await viewersOf(world.url, ['county@liping', 'station@foshan']));
      for (const [handle, kind] of [
        ['county@liping', 'POSTINGS'],
        ['station@foshan', 'WORKERS'],
      ] as const) {
        const viewer = viewers.get(handle);
        if (!viewer) throw new Error(`no ${handle}`);
        const opened = openOperation(ground, viewer).transact('import.open', (inside) =>
          inside.run(sql`insert into import_run (organization_id, opened_by, kind, file_name, bytes, sha256, piece_bytes)
            values (${viewer.organizationId}::uuid, ${viewer.accountId}::uuid, ${kind}, 'a.csv', 1, ${'0'.repeat(64)}, 1)`),
        );
        await expect(opened).rejects.toThrow();
      }
    } finally {
      await close();
    }
  });
});

test('the template of each kind of list has one of its own headings and is empty', async () => {
  for (const { word: kind, needs } of Object.values(SHEET_KINDS)) {
    const office = await world.as(
      needs.every((action) => roleMay('COUNTY_BUREAU', action)) ? 'county@liping' : 'station@foshan',
    );
    const bytes = Buffer.from(await (await get(office, `/import/templates/${kind}.xlsx`)).arrayBuffer());
    const sent = await sendBytes(office, `/import?kind=${kind}&name=empty.xlsx`, bytes, { method: 'POST' });
    expect(await whenIn(office, sent.run?.id ?? '', 'JUDGED')).toMatchObject({ state: 'JUDGED', rows: 0 });
  }
});
