import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { systemViewer } from '#access/viewer.js';
import { toGlobalId } from '#kernel/global-id.js';
import { auditPicture } from '#picture/audit-picture.js';
import { importWorkers } from '#sheet/import-workers.js';
import type { ImportRequest } from '#sheet/import-request.js';
import type { RowRefusal } from '#sheet/import-summary.js';
import { openOperation } from '#store/open-operation.js';
import { recordWillingness } from '#willingness/record-willingness.js';
import { registerWorker } from '#worker/register-worker.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';
import { plantVillages } from '../support/places.js';
import { refusalOf } from '../support/refusals.js';
import { ledger, ledgerCsv, ledgerIdNumber, type LedgerRow, ledgerRow } from '../support/worker-sheets.js';

const ROWS = process.env['LONG'] ? 100_000 : 1_000;

let world: TestGround;
beforeAll(async () => {
  world = await openGround();
  await plantVillages(world);
  await world.ground.reloadRegions();
});
afterAll(() => world.close());

type Over = Partial<Omit<ImportRequest, 'source'>>;
async function bring(
  rows: Iterable<LedgerRow>,
  over: Over = {},
  handle: Handle = 'county@liping',
  ground: TestGround = world,
) {
  const refusals: RowRefusal[] = [];
  const summary = await importWorkers(await ground.as(handle), {
    source: Readable.from(ledgerCsv(rows)),
    fileName: '台账.csv',
    mode: 'ROW_BY_ROW',
    onRefusal: (one) => {
      refusals.push(one);
    },
    ...over,
  });
  return { summary, refusals };
}
/** Good rows that no other story has. */
let drawn = 0;
const fresh = (count: number): LedgerRow[] =>
  Array.from({ length: count }, () => ledgerRow(77, 1_000_000 + (drawn += 1)));
const numberOf = (index: number) => ledgerIdNumber(index, '19900203', 1);
const people = async (): Promise<number> =>
  Number((await world.look('select count(*) as n from worker'))[0]?.['n']);
/** The person of a row, as the database has it. */
async function personOf(row: LedgerRow) {
  const phone = world.ground.ground.vault.fingerprint(row['成员联系电话'] ?? '');
  const [found] = await world.look(
    `select w.*, i.name_enc from worker w join worker_identity i on i.worker_id = w.id where i.phone_hmac = $1`,
    [phone],
  );
  return found;
}

describe(`a ledger of ${ROWS} rows, one in 33 of them faulty`, () => {
  const planted = () => ledger(ROWS, { seed: 1, faulty: true });
  const rows = () =>
    (function* () {
      for (const { row } of planted()) yield row;
    })();
  const faults = [...planted()].flatMap(({ reason }, i) => (reason ? [[i + 2, reason]] : []));
  const good = ROWS - faults.length;

  test('says in a dry run what it would do, and writes nothing', async () => {
    const before = await people();
    const { summary, refusals } = await bring(rows(), { mode: 'DRY_RUN' });
    expect(summary).toMatchObject({
      outcome: 'JUDGED',
      read: ROWS,
      created: good,
      corrected: 0,
      unchanged: 0,
      refused: faults.length,
      unknownHeadings: [],
    });
    expect(byRow(refusals)).toEqual(faults);
    expect(await people()).toBe(before);
  }, 300_000);

  test('is refused row by row for exactly what is wrong, and everybody else is registered', async () => {
    const before = await people();
    const { summary, refusals } = await bring(rows());
    expect(summary).toMatchObject({ outcome: 'APPLIED', created: good, refused: faults.length });
    expect(byRow(refusals)).toEqual(faults);
    expect(await people()).toBe(before + good);
    // In none of what is told stands a whole number of anybody.
    expect(JSON.stringify(refusals)).not.toMatch(/\d{7}/);
  }, 300_000);

  test('sent again it changes nothing, neither row by row nor as a whole', async () => {
    const position = async () => (await world.look('select max(seq) as seq from journal_entry'))[0]?.['seq'];
    const before = await position();
    const { summary } = await bring(rows());
    expect(summary).toMatchObject({ created: 0, corrected: 0, unchanged: good, refused: faults.length });
    expect(await bring(rows(), { mode: 'ALL_OR_NOTHING' })).toMatchObject({
      summary: { outcome: 'REFUSED_WHOLE', unchanged: good },
    });
    expect(await position()).toBe(before);
  }, 300_000);

  test('leaves a picture in which the audit finds nothing', async () => {
    const { differences } = await auditPicture(openOperation(world.ground.ground, systemViewer('test')));
    expect(differences).toEqual([]);
  }, 300_000);
});

const byRow = (refusals: readonly RowRefusal[]) =>
  refusals.map(({ row, reason }) => [row, reason]).toSorted(([a], [b]) => Number(a) - Number(b));

describe('a row of the ledger', () => {
  test('is registered whole, in the journal under the import, with the paper it came from', async () => {
    const [row] = fresh(1);
    const over = {
      户类型: '监测户',
      监测对象类别: '边缘易致贫户',
      乡: '龙形街道',
      村: '五里桥村',
      务工所在地: '佛山市',
      就业渠道: '灵活就业',
      劳动技能: '技能劳动力',
    };
    await bring([{ ...row, ...over }]);
    const person = await personOf(row ?? {});
    expect(person).toMatchObject({
      service_region: '522631003201',
      origin: '522631003201',
      hukou_region: '522631003201',
      work_ability: 'SKILLED',
      employment_form: 'FLEXIBLE',
      employment_region: '440600',
      invented: true,
    });
    expect(
      await world.look(
        `select t.tag, t.subtype, t.source, s.in_base, s.target from worker_tag t join standing s using (worker_id)
         where t.worker_id = $1 and t.tag = 'MONITORED'`,
        [person?.['id']],
      ),
    ).toEqual([{ tag: 'MONITORED', subtype: 'MARGINAL', source: '台账.csv', in_base: true, target: true }]);
    expect(
      await world.look(
        `select distinct actor, verb from journal_entry where noun = 'worker' and noun_id = $1`,
        [person?.['id']],
      ),
    ).toEqual([{ actor: (await world.as('county@liping')).viewer.accountId, verb: 'sheet.importWorkers' }]);
    expect(
      await world.look(
        `select file_name, sheet, row, octet_length(file_sha256) as bytes from worker_source where worker_id = $1`,
        [person?.['id']],
      ),
    ).toEqual([{ file_name: '台账.csv', sheet: '', row: 2, bytes: 32 }]);
  });

  test('corrects whoever is known, in what it says and in nothing else', async () => {
    const [row] = fresh(1);
    await bring([{ ...row, 户类型: '一般农户', 文化程度: '小学', 务工所在地: '', 就业渠道: '' }]);
    const before = await personOf(row ?? {});
    const { summary } = await bring([
      { ...row, 户类型: '脱贫户', 文化程度: '初中', 民族: '', 劳动技能: '', 务工所在地: '', 就业渠道: '' },
    ]);
    expect(summary).toMatchObject({ created: 0, corrected: 1, unchanged: 0, refused: 0 });
    const after = await personOf(row ?? {});
    expect(after).toMatchObject({
      id: before?.['id'],
      education: 'JUNIOR_HIGH',
      ethnicity: before?.['ethnicity'],
      work_ability: before?.['work_ability'],
      version: Number(before?.['version']) + 1,
    });
    expect(
      await world.look(`select tag from worker_tag where worker_id = $1 and tag = 'POVERTY_ALLEVIATED'`, [
        before?.['id'],
      ]),
    ).toHaveLength(1);
    expect(
      await world.look(`select row from worker_source where worker_id = $1`, [before?.['id']]),
    ).toHaveLength(2);
  });

  test('of a record that was merged into another writes nothing of it any more', async () => {
    const [one, kept] = fresh(2);
    const plain = { 户类型: '一般农户', 监测对象类别: '', 是否享受低保: '' };
    await bring([
      { ...one, ...plain },
      { ...kept, ...plain },
    ]);
    const [of, into] = [await personOf(one ?? {}), await personOf(kept ?? {})].map((p) => String(p?.['id']));
    await world.plant(`update worker set merged_into = ? where id = ?`, [into, of]);
    const says: LedgerRow[] = [{ 户类型: '脱贫户' }, { 文化程度: '高中', 劳动技能: '技能劳动力' }];
    for (const over of says) {
      const { refusals } = await bring([{ ...one, ...plain, ...over }]);
      expect(refusals.map(({ row, reason }) => [row, reason])).toEqual([[2, 'WORKER_MERGED']]);
    }
    expect(await world.look('select tag from worker_tag where worker_id = $1', [of])).toEqual([]);
  });

  test('that gives a known number another name corrects it, and warns', async () => {
    const [row] = fresh(1);
    await bring([row ?? {}]);
    const { summary } = await bring([{ ...row, 姓名: '改名虚构' }]);
    expect(summary).toMatchObject({
      corrected: 1,
      notes: expect.arrayContaining([expect.objectContaining({ reason: 'NAME_CORRECTED' })]),
    });
    expect((await personOf(row ?? {}))?.['display_name']).toBe('改**');
  });

  test('by which somebody leaves the labour base ends what was under way', async () => {
    const [row] = fresh(1);
    await bring([{ ...row, 劳动技能: '普通劳动力' }]);
    const id = String((await personOf(row ?? {}))?.['id']);
    const wish = {
      worker: toGlobalId('Worker', id),
      kind: 'WORK',
      intent: 'GO_OUT',
      destinations: ['440600'],
      method: 'VISIT',
      confirmed: true,
    };
    await (await world.as('county@liping')).transact('willingness.record', (op) =>
      recordWillingness(op, wish),
    );
    await bring([{ ...row, 劳动技能: '丧失劳动力' }]);
    expect(
      await world.look(
        `select w.state, s.in_base, s.in_demand from willingness w join standing s using (worker_id) where w.worker_id = $1`,
        [id],
      ),
    ).toEqual([{ state: expect.not.stringMatching('ACTIVE'), in_base: false, in_demand: false }]);
  });

  test('of two people who share a number only the first is taken, and it is said which it is', async () => {
    const [one] = fresh(1);
    const { summary, refusals } = await bring([one ?? {}, one ?? {}, { ...one, 姓名: '另一虚构' }]);
    expect(summary).toMatchObject({ created: 1, refused: 2 });
    expect(refusals.map(({ row, cell, reason }) => [row, cell, reason])).toEqual([
      [3, 'H3', 'DUPLICATE_IN_FILE'],
      [4, 'H4', 'NUMBER_SHARED_IN_FILE'],
    ]);
  });
});

describe('whom another county has registered', () => {
  const elsewhere = async (index: number) =>
    (await world.as('county@congjiang')).transact('worker.register', (op) =>
      registerWorker(op, {
        idNumber: numberOf(index),
        name: '他县虚构',
        serviceRegion: '522633100',
        hukouRegion: '522633100',
        education: 'PRIMARY',
        workAbility: 'FULL',
      }),
    );
  const rowOf = (index: number): LedgerRow => ({
    ...ledgerRow(3, 2_000_000 + index),
    姓名: '他县虚构',
    证件号码: numberOf(index),
    性别: '男',
    出生日期: '',
  });

  test('is refused to this one, and each costs a look-up; when none is left no more is told', async () => {
    await elsewhere(900_001);
    await elsewhere(900_002);
    const [mine] = fresh(1);
    await bring([mine ?? {}], {}, 'officer@liping');
    const left = (await world.as('officer@liping')).lookUpsPerHour;
    await world.look(`update look_up_allowance set spent = $1 where account_id = $2`, [
      left - 1,
      (await world.as('officer@liping')).viewer.accountId,
    ]);
    const { summary, refusals } = await bring(
      [rowOf(900_001), ...fresh(1), mine ?? {}, rowOf(900_002)],
      { mode: 'DRY_RUN' },
      'officer@liping',
    );
    expect(refusals.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'WORKER_ALREADY_REGISTERED'],
      [3, 'LOOK_UPS_SPENT'],
      [5, 'LOOK_UPS_SPENT'],
    ]);
    // The county's own people are no news to it.
    expect(summary).toMatchObject({ created: 0, unchanged: 1, refused: 3 });
  });
});

describe('all or nothing', () => {
  test('brings everybody, or nobody where one row is refused', async () => {
    const rows = fresh(20);
    const before = await people();
    const spoilt = await bring([...rows, { ...rows[0], 姓名: '' }], { mode: 'ALL_OR_NOTHING' });
    expect(spoilt.summary).toMatchObject({ outcome: 'REFUSED_WHOLE', created: 20, refused: 1 });
    expect(await people()).toBe(before);
    const { summary } = await bring(rows, { mode: 'ALL_OR_NOTHING' });
    expect(summary).toMatchObject({ outcome: 'APPLIED', created: 20, refused: 0 });
    expect(await people()).toBe(before + 20);
  });
});

describe('two imports at once', () => {
  test('of one ledger register everybody once', async () => {
    const rows = fresh(120);
    const before = await people();
    const both = await Promise.all([bring(rows), bring(rows)]);
    const total = (of: 'created' | 'unchanged' | 'corrected' | 'refused') =>
      both.reduce((sum, { summary }) => sum + summary[of], 0);
    expect([total('created'), total('unchanged'), total('corrected'), total('refused')]).toEqual([
      120, 120, 0, 0,
    ]);
    expect(await people()).toBe(before + 120);
  });

  test('and a row that only the database can know to be wrong is refused alone', async () => {
    const rows = fresh(9).map((row, i) => (i === 4 ? { ...row, 民族: '幽灵族' } : row));
    await world.look(`alter table worker add constraint no_ghosts check (ethnicity <> '幽灵族')`);
    try {
      const { summary, refusals } = await bring(rows);
      expect(summary).toMatchObject({ created: 8, refused: 1 });
      expect(refusals).toMatchObject([{ row: 6, reason: 'OUT_OF_BOUNDS' }]);
    } finally {
      await world.look('alter table worker drop constraint no_ghosts');
    }
  });
});

describe('who may not import people', () => {
  test.each(['station@foshan', 'employer@foshan', 'observer@province', 'admin@platform'] as const)(
    '%s',
    async (handle) => {
      const before = await people();
      expect(await refusalOf(bring(fresh(1), {}, handle))).toBe('FORBIDDEN/NOT_ALLOWED');
      expect(await people()).toBe(before);
    },
  );

  test('another county: each row is refused', async () => {
    const { summary } = await bring(fresh(3), {}, 'county@congjiang');
    expect(summary).toMatchObject({
      created: 0,
      refused: 3,
      refusals: [expect.objectContaining({ reason: 'OTHER_COUNTY' })],
    });
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['COLUMNS_MISSING', '身份证号码,性别\r\n1,男\r\n'],
    ['HEADING_NOT_FOUND', 'a,b\r\n1,2\r\n'],
    ['FILE_EMPTY', ''],
  ])('changes nothing: %s', async (reason, text) => {
    const before = await people();
    const op = await world.as('county@liping');
    const file = {
      source: Readable.from([Buffer.from(text)]),
      fileName: 'x.csv',
      mode: 'ROW_BY_ROW',
    } as const;
    expect(await refusalOf(importWorkers(op, file))).toBe(`BAD_USER_INPUT/${reason}`);
    expect(await people()).toBe(before);
  });
});

describe('the same rows in any order, split over files and repeated', () => {
  test('end in the state of one clean import', async () => {
    const rows = Array.from({ length: 24 }, (_, i) => ledgerRow(5, 3_000_000 + i));
    const clean = await openGround();
    try {
      await plantVillages(clean);
      await clean.ground.reloadRegions();
      await bring(rows, {}, 'county@liping', clean);
      const expected = await stateOf(clean);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.shuffledSubarray(rows, { minLength: 1 }), { minLength: 1, maxLength: 3 }),
          async (files) => {
            const other = await openGround();
            try {
              await plantVillages(other);
              await other.ground.reloadRegions();
              for (const file of [...files, rows]) await bring(file, {}, 'county@liping', other);
              expect(await stateOf(other)).toEqual(expected);
            } finally {
              await other.close();
            }
          },
        ),
        { numRuns: process.env['LONG'] ? 50 : 3 },
      );
    } finally {
      await clean.close();
    }
  }, 300_000);
});

/** Everybody, with tags and standing, without keys and times. */
async function stateOf(ground: TestGround) {
  return ground.look(
    `select w.service_region, w.hukou_region, w.display_name, w.sex_code, w.birth_date::text, w.ethnicity, w.education,
       w.work_ability, w.activity, w.employment_form, w.employment_region, w.skills, encode(i.id_number_hmac, 'hex') as number,
       encode(i.phone_hmac, 'hex') as phone, s.in_base, s.target, s.employed,
       array(select t.tag || coalesce(t.subtype, '') from worker_tag t where t.worker_id = w.id order by 1) as tags
     from worker w join worker_identity i on i.worker_id = w.id join standing s on s.worker_id = w.id order by number`,
  );
}
