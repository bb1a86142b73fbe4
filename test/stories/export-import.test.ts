/** Every list that can be brought leaves as a file, comes back by its own import, and changes nothing, whatever it holds. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { beginExport } from '#export/begin-export.js';
import { exportFile } from '#export/export-file.js';
import type { ExportFormat } from '#export/export-record.entity.js';
import { WORKERS_EXPORT } from '#export/export-workers.list.js';
import { listRows } from '#export/list-rows.js';
import type { ImportSummary, RowRefusal } from '#sheet/import-summary.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { EXPORTS } from '../../src/exports.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';
import { plantHostileLists } from '../support/hostile-lists.js';
import { registerHostile } from '../support/hostile-people.js';
import { plantVillages } from '../support/places.js';

const ROWS = process.env['LONG'] ? 10_000 : 1_000;
jest.setTimeout(600_000);

/** Those of one town are enough to be registered anew. */
const SOME = { serviceRegion: '522631101' };

let ground: TestGround;
beforeAll(async () => {
  ground = await openGround();
  await plantVillages(ground);
  await registerHostile(await ground.as('county@liping'), ROWS);
  await plantHostileLists(ground, ROWS);
}, 600_000);
afterAll(() => ground?.close());

interface Journey {
  readonly list: string;
  readonly kind: SheetKindName;
  readonly who: Handle;
  readonly filter?: object;
  /** The part of all rows that it holds at least. */
  readonly part?: number;
}

const ALL_STATES = { states: ['OPEN', 'PAUSED', 'FILLED', 'EXPIRED', 'WITHDRAWN'] };
const JOURNEYS: readonly Journey[] = [
  { list: 'workers', kind: 'WORKERS', who: 'county@liping' },
  { list: 'six-lists-in-hardship', kind: 'WORKERS', who: 'county@liping', part: 0.1 },
  // Who has work elsewhere is at home no more.
  { list: 'returnees', kind: 'RETURNS', who: 'county@liping', part: 0.5 },
  // Some are served elsewhere by now.
  { list: 'survey-answers', kind: 'SURVEY_ANSWERS', who: 'county@liping', part: 0.9 },
  { list: 'organizations', kind: 'ORGANIZATIONS', who: 'station@foshan' },
  { list: 'postings', kind: 'POSTINGS', who: 'station@foshan', filter: ALL_STATES },
  { list: 'arrivals', kind: 'ARRIVALS', who: 'station@foshan' },
];

describe(`${ROWS} rows that a sheet finds hard to say`, () => {
  test.each(JOURNEYS.flatMap((one) => (['XLSX', 'CSV'] as const).map((format) => ({ ...one, format }))))(
    'leave as $list, $format, and come back, and nothing has changed',
    async ({ format, part = 1, ...journey }) => {
      const before = await written();
      const refusals: RowRefusal[] = [];
      const summary = await brought(ground, format, journey, refusals);
      expect(refusals.slice(0, 5)).toEqual([]);
      expect(summary.read).toBeGreaterThanOrEqual(ROWS * part);
      expect(summary).toMatchObject({ created: 0, corrected: 0, unchanged: summary.read, refused: 0 });
      if (journey.list === 'workers') expect(summary.unknownHeadings).toEqual([]);
      expect(await written()).toBe(before);
    },
  );

  test('come into an empty registry, and leave it as the same rows', async () => {
    const other = await openGround();
    try {
      await plantVillages(other);
      const journey: Journey = { list: 'workers', kind: 'WORKERS', who: 'county@liping', filter: SOME };
      const summary = await brought(other, 'XLSX', journey);
      const there = await rows(ground);
      expect(there.length).toBeGreaterThan(ROWS / 10);
      expect(summary).toMatchObject({ created: there.length, refused: 0 });
      expect(await rows(other)).toEqual(there.map(sayable));
    } finally {
      await other.close();
    }
  });
});

/** What the ground’s own list says, brought into this one. */
async function brought(
  into: TestGround,
  format: ExportFormat,
  { list: name, kind, who, filter = {} }: Journey,
  refusals: RowRefusal[] = [],
): Promise<ImportSummary> {
  const list = EXPORTS.find((one) => one.name === name);
  if (!list) throw new Error(`no list is called ${name}`);
  const op = await ground.as(who);
  const inFull = list.holdsIdentities;
  const request = { list, format, purpose: '往返核对', inFull, filter: { ...filter } };
  const record = await beginExport(op, request, { rows: ROWS * 2, inFullPerDay: 20 });
  return SHEET_KINDS[kind].bring(await into.as(who), {
    source: exportFile(
      list,
      op.viewer,
      record,
      listRows(() => op, list, request),
    ),
    fileName: `${name}.${format.toLowerCase()}`,
    mode: 'ROW_BY_ROW',
    onRefusal: (one) => {
      refusals.push(one);
    },
  });
}

/** The last thing that was written, beside what an export writes of itself. */
async function written(): Promise<unknown> {
  const [row] = await ground.look(`select max(seq) as seq from journal_entry where noun <> 'export_record'`);
  return row?.['seq'];
}

/** What the columns say of some people, by number. */
async function rows(of: TestGround): Promise<Record<string, string>[]> {
  const county = await of.as('county@liping');
  const found: Record<string, string>[] = [];
  for await (const cells of listRows(() => county, WORKERS_EXPORT, { filter: SOME, inFull: true }))
    found.push(Object.fromEntries(WORKERS_EXPORT.columns.map(({ heading }, i) => [heading, cells[i] ?? ''])));
  return found.toSorted((a, b) => ((a['身份证号码'] ?? '') < (b['身份证号码'] ?? '') ? -1 : 1));
}

/** As a sheet says it: without joiners that nobody sees, skills that mean none, and peoples that are none. */
function sayable(row: Record<string, string>): Record<string, string> {
  const people = row['民族'] ?? '';
  const plain = people.replace(/\s/g, '');
  return {
    ...row,
    姓名: (row['姓名'] ?? '').replace(/\u200C/g, ''),
    民族: /^\p{L}*$/u.test(plain) ? (plain === '汉' ? '汉族' : plain) : '',
    技能: (row['技能'] ?? '')
      .replace(/\u200D/g, '')
      .split('、')
      .filter((skill) => skill !== '无')
      .join('、'),
  };
}
