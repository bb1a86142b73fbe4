import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from '#sheet/read-csv.js';
import type { SheetLimits, SheetRow } from '#sheet/sheet-row.js';

async function rowsOf(source: Readable, limits?: SheetLimits): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readCsv(source, limits)) rows.push(row);
  return rows;
}

const chunked = (bytes: Uint8Array, size: number) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
    })(),
  );
const file = (text: string) => chunked(Buffer.from(text), 7);
const refusal = async (source: Readable, limits?: SheetLimits) =>
  rowsOf(source, limits).then(
    () => 'accepted',
    (error: { code: string; reason: string; text: { zh: string; en: string } }) => {
      expect(error).toMatchObject({
        code: 'BAD_USER_INPUT',
        text: { zh: expect.any(String), en: expect.any(String) },
      });
      return error.reason;
    },
  );

/** 企业名称,招聘人数 / 佛山陶瓷厂,18人 in GBK. */
const GBK = Buffer.from('c6f3d2b5c3fbb3c62cd5d0c6b8c8cbcafd0d0ab7f0c9bdccd5b4c9b3a72c3138c8cb0d0a', 'hex');
const READ = [
  {
    sheet: '',
    row: 2,
    cells: { 企业名称: '佛山陶瓷厂', 招聘人数: '18人' },
    headings: ['企业名称', '招聘人数'],
    columns: { 企业名称: 'A', 招聘人数: 'B' },
    surplus: 0,
  },
];

function endless(text: string): Readable & { given: number } {
  const source = new Readable({
    read() {
      this.push(block);
      (this as Readable & { given: number }).given += block.length;
    },
  }) as Readable & { given: number };
  const block = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
  source.given = 0;
  return source;
}

describe('a CSV file', () => {
  test.each([1, 2, 3, 1000])('in GBK reads, in pieces of %i bytes', async (size) => {
    expect(await rowsOf(chunked(GBK, size))).toEqual(READ);
  });

  test.each([1, 2, 1000])(
    'in UTF-8 reads with and without a byte order mark, in pieces of %i bytes',
    async (size) => {
      const text = '企业名称,招聘人数\r\n佛山陶瓷厂,18人\r\n';
      expect(await rowsOf(chunked(Buffer.from(text), size))).toEqual(READ);
      expect(await rowsOf(chunked(Buffer.from(`\ufeff${text}`), size))).toEqual(READ);
    },
  );

  test('in GBK reads when its first Chinese letter comes after much ASCII', async () => {
    const rows = await rowsOf(
      chunked(Buffer.concat([Buffer.from(`a,b\n${'x,1\n'.repeat(40_000)}`), GBK]), 65_536),
    );
    expect(rows.at(-1)?.cells).toEqual({ a: '佛山陶瓷厂', b: '18人' });
  });

  test('any text comes back as it was written, however it is cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('工', '厂', 'a', '"', ',', '\n', '𠮷', '1'),
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (data, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = `甲,乙\n${data.map((pair) => pair.map(quoted).join(',')).join('\n')}\n`;
          const rows = await rowsOf(chunked(Buffer.from(text), size));
          const plain = data
            .map(([a, b]) => ({ 甲: a.trim(), 乙: b.trim() }))
            .filter((row) => row.甲 || row.乙);
          expect(rows.map((row) => row.cells)).toEqual(plain);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps the rare characters of names whole, wherever they stand', async () => {
    // One after the other, so that every place at which a text is sliced is met by a half of one.
    for (const ahead of ['', 'a']) {
      const name = '𠮷'.repeat(1_000);
      const rows = await rowsOf(file(`甲${ahead}\n${`${name}\n`.repeat(40)}`));
      expect(new Set(rows.map(({ cells }) => cells[`甲${ahead}`]))).toEqual(new Set([name]));
    }
  });

  test('loses the wrappers of spreadsheets and the blanks around', async () => {
    const [row] = await rowsOf(file('证号,数\n="522631199011052466", 3 \n'));
    expect(row?.cells).toEqual({ 证号: '522631199011052466', 数: '3' });
  });

  test('has its heading found below titles, its brackets and blanks made alike, its twins told apart', async () => {
    const text =
      '东西部劳务协作岗位对接报表,,\n导出时间,共2条,\n\n年龄 （周岁）,"企业\n名称",企业名称\n18,甲,乙\n';
    const rows = await rowsOf(file(text), { isHeading: (headings) => headings.includes('企业名称') });
    expect(rows).toMatchObject([
      { row: 5, cells: { '年龄(周岁)': '18', 企业名称: '甲', '企业名称 (2)': '乙' } },
    ]);
  });

  test('has the two rows of its heading made one, as merged cells were saved', async () => {
    const rows = await rowsOf(file('序号,姓名,户籍,,务工\n,,县,乡,单位\n1,甲,从江县,丙妹镇,佛山某厂\n'));
    expect(rows).toMatchObject([
      { row: 3, cells: { 序号: '1', 姓名: '甲', 县: '从江县', 乡: '丙妹镇', 单位: '佛山某厂' } },
    ]);
  });

  test('with cells beyond its headings says so', async () => {
    const rows = await rowsOf(file('a,b\n1,2,3,4\n1\n1,2,,\n'));
    expect(rows.map((row) => row.surplus)).toEqual([2, 0, 0]);
    expect(rows[1]?.cells).toEqual({ a: '1', b: '' });
  });

  test('keeps a heading named like a part of the language apart from it', async () => {
    const [row] = await rowsOf(file('__proto__,constructor\n1,2\n'));
    expect(Object.entries(row?.cells ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  test('with a quote left open names the row in which it was opened', async () => {
    await expect(rowsOf(file('a,b\n1,2\n3,4\n5,6\n"abc,def\n'))).rejects.toMatchObject({
      reason: 'CSV_BROKEN',
      details: { row: 5 },
    });
  });

  test.each([
    ['FILE_EMPTY', '', {}],
    ['NUL_BYTE', 'a,b\n1,\0\n', {}],
    ['ENCODING_NOT_SUPPORTED', Buffer.from('fffe61', 'hex'), {}],
    ['ENCODING_BROKEN', Buffer.concat([Buffer.from('甲,乙\n'), Buffer.from('ffff', 'hex')]), {}],
    ['ENCODING_BROKEN', Buffer.concat([Buffer.from('工人\n'.repeat(10_000)), GBK]), {}],
    ['TOO_MANY_COLUMNS', `a${',b'.repeat(200)}\n`, {}],
    ['RECORD_TOO_LARGE', `a,b\n1,${'长'.repeat(22_000)}\n`, {}],
    ['RECORD_TOO_LARGE', `a,b\n1,"open\n${'1,2\n'.repeat(40_000)}`, {}],
    ['CSV_BROKEN', 'a,b\n1,"open\n2,3\n', {}],
    ['FILE_TOO_LARGE', 'a,b\n1,2\n3,4\n', { maxBytes: 10 }],
    ['HEADING_NOT_FOUND', 'a,b\n1,2\n', { isHeading: () => false }],
    ['HEADING_NOT_FOUND', 'a,b\n'.repeat(30), { isHeading: () => false }],
  ] as [string, string | Buffer, SheetLimits][])(
    '%s is refused in both languages',
    async (reason, content, limits) => {
      expect(await refusal(chunked(Buffer.from(content), 1000), limits)).toBe(reason);
    },
  );

  test.each([
    ['rows', '1,2\n', 'FILE_TOO_LARGE'],
    ['commas', ',', 'RECORD_TOO_LARGE'],
    ['quotes', '"', 'RECORD_TOO_LARGE'],
    ['blank lines', '\n', 'FILE_TOO_LARGE'],
    ['one letter', 'a', 'RECORD_TOO_LARGE'],
  ])(
    'without an end, of %s, is refused, closed, and does not fill the memory',
    async (_what, text, reason) => {
      const source = endless(text);
      const before = process.memoryUsage().rss;
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss);
      }, 5);
      let outcome = 'accepted';
      try {
        for await (const row of readCsv(source, { maxBytes: 1024 * 1024 })) if (row.row < 0) break;
      } catch (error) {
        outcome = (error as { reason: string }).reason;
      } finally {
        clearInterval(watch);
      }
      expect(outcome).toBe(reason);
      expect(source.destroyed).toBe(true);
      expect(most - before).toBeLessThan(200 * 1024 * 1024);
    },
  );

  test('is closed when its reader stops early, and a fault of the source is passed on', async () => {
    const source = endless('1,2\n');
    for await (const row of readCsv(source)) if (row.row > 2) break;
    expect(source.destroyed).toBe(true);
    const torn = Readable.from(
      (async function* () {
        yield Buffer.from('a,b\n1,2\n');
        throw new Error('connection lost');
      })(),
    );
    await expect(rowsOf(torn)).rejects.toThrow('connection lost');
  });
});
