import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { oneMoreHeading } from '#command/told-headings.js';
import { readMapping } from '#import/heading-mapping.rules.js';
import { ownHeadings } from '#import/own-headings.js';
import { NearHeading } from '#sheet/near-heading.js';
import { mapPostingColumns } from '#sheet/posting-columns.js';
import { readCsv } from '#sheet/read-csv.js';
import { SHEET_KIND_NAMES } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { isWorkerHeading, mapWorkerColumns, WORKER_COLUMNS } from '#sheet/worker-columns.js';

const own = (rows: Readonly<Record<string, string | null>>) =>
  ownHeadings(Object.entries(rows).map(([heading_key, field]) => ({ heading_key, field })));

describe('what an office calls its columns', () => {
  test('goes before our own names, and is found however the heading is decorated', () => {
    const mine = own({ 公民编号: 'idNumber', 姓名: null, 称呼: 'name' });
    const columns = mapWorkerColumns(['*公民 编号', '姓名', '称呼'], mine);
    expect([columns.of('idNumber'), columns.of('name'), columns.unknown]).toEqual([
      ['*公民 编号'],
      ['称呼'],
      [],
    ]);
    expect(isWorkerHeading(['公民编号', '称呼'], mine)).toBe(true);
    expect(isWorkerHeading(['公民编号', '称呼'])).toBe(false);
  });

  test('counts for nothing where it names a field that there is not: our own names hold', () => {
    const columns = mapWorkerColumns(['姓名', '身份证号码'], own({ 姓名: 'gone', 身份证号码: '__proto__' }));
    expect(columns.fields).toEqual(['name', 'idNumber']);
  });

  test('makes two columns of one field ambiguous, until one is passed over', () => {
    const headings = ['企业名称', '厂子', '岗位名称', '招聘人数', '工作城市'];
    expect(() => mapPostingColumns(headings, own({ 厂子: 'employer' }))).toThrow(
      expect.objectContaining({ reason: 'COLUMNS_AMBIGUOUS' }),
    );
    const columns = mapPostingColumns(headings, own({ 厂子: 'employer', 企业名称: null }));
    expect(columns.get('employer')).toBe('厂子');
  });

  test.each(SHEET_KIND_NAMES)('may be any column of %s, by each of its names', (kind) => {
    for (const [field, { names }] of Object.entries(SHEET_KINDS[kind].columns.table))
      for (const column of names)
        expect(readMapping(kind, { heading: '自家叫法', column })).toEqual({
          heading: '自家叫法',
          headingKey: '自家叫法',
          field,
        });
  });

  test('needs a column for whatever the template says must be there', () => {
    for (const kind of SHEET_KIND_NAMES) {
      const { table, mandatory } = SHEET_KINDS[kind].columns;
      expect(mandatory.length).toBeGreaterThan(0);
      for (const field of mandatory.flat()) expect(Object.keys(table)).toContain(field);
    }
  });
});

describe('where no row is a heading', () => {
  const lacks = async (text: string, mine = own({})): Promise<unknown> => {
    const near = new NearHeading(WORKER_COLUMNS, mine);
    const isHeading = (headings: readonly string[]): boolean => {
      near.see(headings);
      return isWorkerHeading(headings, mine);
    };
    try {
      for await (const _line of readCsv(Readable.from([Buffer.from(text)]), { isHeading }));
      return undefined;
    } catch (fault) {
      return near.faultOf(fault);
    }
  };

  test('the nearest row to one says which column it lacks, and which headings might be it', async () => {
    expect(await lacks('某县台账\n姓名,公民编号,性别\n某某,1,男\n')).toMatchObject({
      reason: 'COLUMNS_MISSING',
      details: { allowed: ['身份证号码'], headings: ['公民编号'] },
    });
    expect(await lacks('姓名,公民编号,性别\n某某,1,男\n', own({ 公民编号: 'idNumber' }))).toBeUndefined();
  });

  test('a text that is no list is told to be none, and what a list has', async () => {
    expect(await lacks('甲,乙\n1,2\n')).toMatchObject({
      reason: 'HEADING_NOT_FOUND',
      text: { zh: expect.stringContaining('身份证号码'), en: expect.stringContaining('身份证号码') },
    });
    expect(await lacks('姓名,乙\n1,2\n')).toMatchObject({ reason: 'HEADING_NOT_FOUND' });
  });
});

describe('a heading on the command line', () => {
  test('is parted from its column at the last sign', () => {
    expect(oneMoreHeading('甲=乙=姓名', oneMoreHeading('暗语='))).toEqual([
      { heading: '暗语', column: null },
      { heading: '甲=乙', column: '姓名' },
    ]);
  });

  test.each(['', '厂子', '=姓名'])('“%s” is refused with how to write it', (text) => {
    expect(() => oneMoreHeading(text)).toThrow(expect.objectContaining({ reason: 'MAP_UNCLEAR' }));
  });
});
