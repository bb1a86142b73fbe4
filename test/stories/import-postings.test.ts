import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RowRefusal } from '#sheet/import-summary.js';
import type { ImportRequest } from '#sheet/import-request.js';
import { importPostings } from '#sheet/import-postings.js';
import { type Handle, openGround, type TestGround } from '../support/ground.js';
import { refusalOf } from '../support/refusals.js';
import { rawWorkbook, textRow, zipped } from '../support/workbook-parts.js';

let world: TestGround;
beforeAll(async () => {
  world = await openGround();
});
afterAll(() => world.close());

const HEADING = '企业名称,岗位名称,招聘人数,工作城市,区县,薪资待遇,年龄要求,学历要求,发布日期';
let made = 0;
/** A good row; each call makes another employer, so that stories do not meet. */
const row = (
  over: Partial<
    Record<'employer' | 'title' | 'heads' | 'city' | 'district' | 'wage' | 'school', string>
  > = {},
) => {
  made += 1;
  const r = {
    employer: `佛山第${made}陶瓷厂`,
    title: '操作工',
    heads: '18人',
    city: '佛山市',
    district: '',
    wage: '4000-6000元/月',
    school: '初中以上',
    ...over,
  };
  return `${r.employer},${r.title},${r.heads},${r.city},${r.district},${r.wage},16一45岁,${r.school},2020-07-18`;
};
const sheet = (...rows: string[]) => Buffer.from(`${HEADING}\r\n${rows.join('\r\n')}\r\n`);

async function bring(
  file: Buffer | Readable,
  over: Partial<ImportRequest> = {},
  handle: Handle = 'station@foshan',
) {
  const refusals: RowRefusal[] = [];
  const summary = await importPostings(await world.as(handle), {
    source: Buffer.isBuffer(file) ? Readable.from([file]) : file,
    fileName: '岗位.csv',
    mode: 'ROW_BY_ROW',
    onRefusal: (one) => {
      refusals.push(one);
    },
    ...over,
  });
  return { summary, refusals };
}
const count = async (): Promise<number> =>
  Number((await world.look('select count(*) as n from job_posting'))[0]?.['n']);

describe('a station imports the vacancy list of its city', () => {
  test('and every row that is understood is an open posting with its source', async () => {
    const { summary } = await bring(
      sheet(row({ employer: '佛山甲厂', district: '禅城区' }), row({ employer: '佛山乙厂', wage: '面议' })),
    );
    expect(summary).toMatchObject({
      read: 2,
      created: 2,
      unchanged: 0,
      refused: 0,
      places: 36,
      suitable: 1,
      employers: 2,
    });
    expect(summary.notes.map((n) => n.reason)).toEqual(['UNSUITED_NO_WAGE']);
    const [posting] = await world.look(
      `select p.*, p.valid_to - $1::date as days, o.name as employer, o.region_code as employer_region, o.type, o.uscc
       from job_posting p join organization o on o.id = p.employer_id where o.name = '佛山甲厂'`,
      [(await world.as('station@foshan')).today],
    );
    expect(posting).toMatchObject({
      state: 'OPEN',
      suitable: true,
      work_region: '440604',
      destination: '440604',
      headcount: 18,
      wage_min_fen: '400000',
      wage_max_fen: '600000',
      wage_period: 'MONTH',
      wage_text: '4000-6000元/月',
      age_min: 16,
      age_max: 45,
      education: 'JUNIOR_HIGH',
      source_file: '岗位.csv',
      source_row: 2,
      days: 90,
      invented: false,
      employer_region: '440600',
      type: 'EMPLOYER',
      uscc: null,
    });
  });

  test('under its own name in the journal, verb by verb', async () => {
    const op = await world.as('station@foshan');
    await bring(sheet(row({ title: '登账工' })));
    const entries = await world.look(
      `select distinct j.actor, j.verb, j.after ->> 'state' as state from journal_entry j
       where j.noun = 'job_posting' and j.after ->> 'title' = '登账工' order by state`,
    );
    expect(entries).toEqual(
      ['DRAFT', 'OPEN', 'SUBMITTED'].map((state) => ({
        actor: op.viewer.accountId,
        verb: 'sheet.importPostings',
        state,
      })),
    );
  });

  test('in GBK or in UTF-8: the same file twice changes nothing the second time', async () => {
    const file = sheet(row(), row());
    expect((await bring(gbk(file.toString()))).summary).toMatchObject({ created: 2, refused: 0 });
    const before = await count();
    expect((await bring(file)).summary).toMatchObject({
      read: 2,
      created: 0,
      unchanged: 2,
      refused: 0,
      employers: 0,
    });
    expect(await count()).toBe(before);
  });

  test('and a second list adds what is new to the employers that are there', async () => {
    const [first, second] = [row({ employer: '佛山老厂' }), row({ employer: '佛山老厂', title: '焊工' })];
    await bring(sheet(first));
    expect((await bring(sheet(first, second))).summary).toMatchObject({
      created: 1,
      unchanged: 1,
      employers: 0,
    });
    expect(await world.look(`select name from organization where name = '佛山老厂'`)).toHaveLength(1);
  });

  test('as a workbook: the same rows, from each sheet with that heading, are the same posts', async () => {
    const [first, second] = [row(), row()];
    const cells = (line: string) => line.split(',');
    const workbook = await rawWorkbook({
      sheets: {
        封面: textRow(1, '佛山市岗位表'),
        甲: textRow(1, ...cells(HEADING)) + textRow(2, ...cells(first)),
        乙:
          textRow(1, ...cells(HEADING)) +
          textRow(3, ...cells(second)) +
          textRow(4, '佛山丁厂', '普工', '若干', '佛山市'),
      },
    });
    const { summary, refusals } = await bring(workbook, { fileName: '岗位.xlsx' });
    expect(summary).toMatchObject({ read: 3, created: 2, refused: 1 });
    expect(refusals[0]).toMatchObject({ sheet: '乙', row: 4, cell: '乙!C4', reason: 'HEADCOUNT_UNCLEAR' });
    const posts = await world.look(
      `select source_file, source_row from job_posting where source_file like '岗位.xlsx%' order by 1`,
    );
    expect(posts.map((post) => [post['source_file'], Number(post['source_row'])]).toSorted()).toEqual(
      [
        ['岗位.xlsx!甲', 2],
        ['岗位.xlsx!乙', 3],
      ].toSorted(),
    );
    expect((await bring(sheet(first, second))).summary).toMatchObject({ created: 0, unchanged: 2 });
  });

  test('and two imports of one list at once bring it once', async () => {
    const file = sheet(
      ...Array.from({ length: 30 }, () => row({ employer: '佛山同时厂', title: `工${(made += 1)}` })),
    );
    const both = await Promise.all([bring(file), bring(file)]);
    const total = (of: 'created' | 'unchanged' | 'refused') =>
      both.reduce((sum, { summary }) => sum + summary[of], 0);
    expect([total('created'), total('unchanged'), total('refused')]).toEqual([30, 30, 0]);
    expect(await world.look(`select name from organization where name = '佛山同时厂'`)).toHaveLength(1);
  });

  test('without writing anything in a dry run, which says the same', async () => {
    const file = sheet(
      row(),
      row({ heads: '若干' }),
      row({ employer: '佛山试厂' }),
      row({ employer: '佛山试厂', title: '焊工' }),
    );
    const before = await count();
    const dry = await bring(file, { mode: 'DRY_RUN' });
    expect(await count()).toBe(before);
    const { outcome: _dry, ...said } = dry.summary;
    const { outcome: _real, ...done } = (await bring(file)).summary;
    expect(done).toEqual(said);
    expect(done).toMatchObject({ created: 3, refused: 1, employers: 2 });
  });
});

describe('a row that cannot be taken is refused alone, with its reason', () => {
  test('when it is not understood, with every fault at once', async () => {
    const { summary, refusals } = await bring(sheet(row({ heads: '若干', wage: '10-15k' }), row()));
    expect(summary).toMatchObject({ created: 1, refused: 1 });
    expect(refusals.map(({ row: at, column, value, reason }) => ({ at, column, value, reason }))).toEqual([
      { at: 2, column: '招聘人数', value: '若干', reason: 'HEADCOUNT_UNCLEAR' },
      { at: 2, column: '薪资待遇', value: '10-15k', reason: 'WAGE_PERIOD_UNCLEAR' },
    ]);
    for (const { text } of refusals) expect([text.zh, text.en].every((said) => said.length > 5)).toBe(true);
  });

  test('when the work is in another city', async () => {
    const { summary, refusals } = await bring(sheet(row({ city: '杭州市', district: '萧山区' }), row()));
    expect(summary).toMatchObject({ created: 1, refused: 1 });
    expect(refusals).toMatchObject([
      { row: 2, column: '工作城市', value: '杭州市', reason: 'NOT_YOUR_CITY' },
    ]);
  });

  test('when the same row stands in the file twice', async () => {
    const one = row();
    const { summary, refusals } = await bring(sheet(one, one));
    expect(summary).toMatchObject({ created: 1, refused: 1 });
    expect(refusals).toMatchObject([{ row: 3, reason: 'DUPLICATE_IN_FILE' }]);
  });

  test('when only the database can know what is wrong with it', async () => {
    await world.look(`alter table job_posting add constraint no_ghosts check (title <> '幽灵工')`);
    try {
      const { summary, refusals } = await bring(sheet(row(), row({ title: '幽灵工' }), row()));
      expect(summary).toMatchObject({ created: 2, refused: 1 });
      expect(refusals).toMatchObject([{ row: 3, reason: 'OUT_OF_BOUNDS' }]);
    } finally {
      await world.look('alter table job_posting drop constraint no_ghosts');
    }
  });
});

describe('a file that cannot be read changes nothing', () => {
  const good = () => Array.from({ length: 250 }, () => row());
  test.each([
    ['NOT_A_WORKBOOK', () => zipped({ 'a.txt': 'a' })],
    ['COLUMNS_MISSING', () => Buffer.from(`企业名称,岗位名称\r\n佛山丙厂,普工\r\n`)],
    ['HEADING_NOT_FOUND', () => Buffer.from('a,b,c\r\n1,2,3\r\n'.repeat(30))],
    ['FILE_EMPTY', () => Buffer.alloc(0)],
    ['NUL_BYTE', () => Buffer.concat([sheet(...good()), Buffer.from([0x41, 0, 0x42])])],
    [
      'ENCODING_BROKEN',
      () =>
        Buffer.concat([sheet(...good(), ...good(), ...good(), ...good()), Buffer.from([0xff, 0xff, 0x0a])]),
    ],
    ['RECORD_TOO_LARGE', () => Buffer.concat([sheet(...good()), Buffer.from(`"${'长'.repeat(70_000)}`)])],
  ])('%s', async (reason, file) => {
    const before = await count();
    expect(await refusalOf(bring(await file()))).toBe(`BAD_USER_INPUT/${reason}`);
    expect(await count()).toBe(before);
  });

  test('FILE_TOO_LARGE, told while it flows: a gigabyte is never read', async () => {
    const before = await count();
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        yield `${HEADING}\r\n`;
        for (;;) {
          sent += 1;
          yield Buffer.from(`${row()}\r\n`);
        }
      })(),
    );
    expect(await refusalOf(bring(endless, { limits: { maxBytes: 100_000 } }))).toBe(
      'BAD_USER_INPUT/FILE_TOO_LARGE',
    );
    expect(sent).toBeLessThan(5_000);
    expect(await count()).toBe(before);
  });
});

describe('who may not import', () => {
  test.each(['county@liping', 'observer@province', 'admin@platform'] as const)('%s', async (handle) => {
    const before = await count();
    expect(await refusalOf(bring(sheet(row()), {}, handle))).toBe('FORBIDDEN/NOT_ALLOWED');
    expect(await count()).toBe(before);
  });
});

/** The text in GBK: Node encodes only UTF-8, so its decoder is read backwards. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail]);
      bytes.set(decoder.decode(pair), pair);
    }
  return Buffer.concat(
    [...text].map((letter) =>
      letter < '\u0080' ? Buffer.from(letter) : (bytes.get(letter) ?? Buffer.from('?')),
    ),
  );
}
