/** What a county exports in full and imports again changes nothing, whatever its people are called and can do. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { dice, mix } from '#demo/random.js';
import { beginExport } from '#export/begin-export.js';
import { exportFile } from '#export/export-file.js';
import type { ExportFormat } from '#export/export-record.entity.js';
import { WORKERS_EXPORT } from '#export/export-workers.list.js';
import type { CsvEncoding } from '#export/write-csv.js';
import { listRows } from '#export/list-rows.js';
import { EDUCATIONS } from '#kernel/education.js';
import type { Operation } from '#kernel/operation.js';
import { importWorkers } from '#sheet/import-workers.js';
import type { RowRefusal } from '#sheet/import-summary.js';
import { type NewWorker, registerWorkers } from '#worker/register-worker.js';
import { giveTag } from '#worker/tag-worker.js';
import { TAGS, TAG_SUBTYPES } from '#worker/worker-tag.entity.js';
import { EMPLOYMENT_FORMS, VERIFY_METHODS, WORK_ABILITIES } from '#worker/worker.entity.js';
import { openGround, type TestGround } from '../support/ground.js';
import { HOSTILE_NAMES, HOSTILE_PEOPLES, HOSTILE_SKILLS } from '../support/hostile-texts.js';
import { plantVillages } from '../support/places.js';
import { ledgerIdNumber } from '../support/worker-sheets.js';

const PEOPLE = process.env['LONG'] ? 10_000 : 1_000;
const BATCH = 500;
jest.setTimeout(300_000);

const HOMES = [
  ['522631003201', '522631003201'],
  ['522631101', '522631101'],
  ['522631R01', '522633100'],
  ['522631003', '522631101'],
  ['522631', '440604'],
  ['522631101', '522631R01'],
] as const;
/** Those of one town are enough to be registered anew. */
const SOME = { serviceRegion: '522631101' };
const WORK = ['440600', '440604', '522631', '522631003', '330109', '440000', '522631R01'];

let ground: TestGround;
beforeAll(async () => {
  ground = await openGround();
  await plantVillages(ground);
  const county = await ground.as('county@liping');
  for (let from = 0; from < PEOPLE; from += BATCH)
    await register(county, from, Math.min(PEOPLE, from + BATCH));
}, 300_000);
afterAll(() => ground?.close());

async function register(county: Operation, from: number, to: number): Promise<void> {
  await county.transact('worker.register', async (op) => {
    const indexes = Array.from({ length: to - from }, (_, i) => from + i);
    const workers = await registerWorkers(op, indexes.map(hostile));
    for (const [i, worker] of workers.entries()) {
      const roll = dice(mix(9, from + i));
      for (const tag of TAGS)
        if (roll.chance(0.25))
          giveTag(op, worker, {
            tag,
            subtype: tag === 'MONITORED' ? roll.pick(TAG_SUBTYPES) : null,
            source: '测试',
          });
    }
  });
}

/** Somebody whom a sheet finds hard to say. */
function hostile(index: number): NewWorker {
  const roll = dice(mix(7, index));
  const [serviceRegion, hukouRegion] = roll.pick(HOMES);
  const birth = `19${roll.int(60, 99)}0${roll.int(1, 9)}1${roll.int(0, 9)}`;
  return {
    idNumber: ledgerIdNumber(index, birth, roll.chance(0.5) ? 1 : 2),
    name: roll.pick(HOSTILE_NAMES),
    phone: roll.chance(0.8) ? `154${String(index).padStart(8, '0')}` : null,
    serviceRegion,
    hukouRegion,
    ethnicity: roll.pick(HOSTILE_PEOPLES),
    education: roll.pick(EDUCATIONS),
    workAbility: roll.pick(WORK_ABILITIES),
    verifyMethod: roll.chance(0.7) ? roll.pick(VERIFY_METHODS) : null,
    activity: roll.chance(0.1) ? roll.pick(['STUDENT', 'CUSTODY']) : 'NONE',
    skills: Array.from({ length: roll.int(0, 6) }, () => roll.pick(HOSTILE_SKILLS)),
    employment: roll.chance(0.6) ? { form: roll.pick(EMPLOYMENT_FORMS), regionCode: roll.pick(WORK) } : null,
  };
}

async function exported(
  format: ExportFormat,
  filter: object = {},
  encoding: CsvEncoding = 'UTF-8',
): Promise<Readable> {
  const county = await ground.as('county@liping');
  const request = { list: WORKERS_EXPORT, format, purpose: '往返核对', inFull: true, filter: { ...filter } };
  const record = await beginExport(county, request, { rows: PEOPLE, inFullPerDay: 10 });
  return exportFile(
    WORKERS_EXPORT,
    county.viewer,
    record,
    listRows(() => county, WORKERS_EXPORT, request),
    encoding,
  );
}

describe(`${PEOPLE} people whom a sheet finds hard to say`, () => {
  test.each(['XLSX', 'CSV'] as const)(
    'leave as %s and come back, and nothing has changed',
    async (format) => {
      const source = await exported(format);
      const written = async () =>
        (await ground.look(`select max(seq) as seq from journal_entry where noun <> 'export_record'`))[0]?.[
          'seq'
        ];
      const before = await written();
      const refusals: RowRefusal[] = [];
      const summary = await importWorkers(await ground.as('county@liping'), {
        source,
        fileName: `劳动力.${format.toLowerCase()}`,
        mode: 'ROW_BY_ROW',
        onRefusal: (one) => {
          refusals.push(one);
        },
      });
      expect(refusals.slice(0, 5)).toEqual([]);
      expect(summary).toMatchObject({
        read: PEOPLE,
        created: 0,
        corrected: 0,
        unchanged: PEOPLE,
        refused: 0,
        unknownHeadings: [],
      });
      expect(await written()).toBe(before);
    },
  );

  test('come into an empty registry, and leave it as the same rows', async () => {
    const other = await openGround();
    try {
      await plantVillages(other);
      const summary = await importWorkers(await other.as('county@liping'), {
        source: await exported('XLSX', SOME),
        fileName: '劳动力.xlsx',
        mode: 'ROW_BY_ROW',
      });
      const there = await rows(ground);
      expect(there.length).toBeGreaterThan(PEOPLE / 10);
      expect(summary).toMatchObject({ created: there.length, refused: 0 });
      expect(await rows(other)).toEqual(there.map(sayable));
    } finally {
      await other.close();
    }
  });
});

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
