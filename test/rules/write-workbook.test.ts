import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalizeIdNumber } from '#kernel/id-number.js';
import { recognize } from '#sheet/heading-book.js';
import type { RowRefusal } from '#sheet/import-summary.js';
import { readSheet } from '#sheet/read-sheet.js';
import { RefusedRows } from '#sheet/refused-workbook.js';
import type { SheetRow, SkippedSheet } from '#sheet/sheet-row.js';
import { WORKER_HEADINGS } from '#sheet/worker-headings.js';
import { workerTemplate } from '#sheet/worker-template.js';
import { writeWorkbook } from '#sheet/write-workbook.js';
import { rawWorkbook, textRow } from '../support/workbook-parts.js';
import { unzipped } from '../support/zip-reader.js';

async function rowsOf(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(Readable.from([bytes]))) rows.push(row);
  return rows;
}

const sheetOf = (rows: readonly (readonly string[])[]) =>
  writeWorkbook([{ name: '名单', columns: [{ heading: '甲' }, { heading: '乙' }], rows }]);

describe('a workbook that we write', () => {
  test('gives back what was written, whatever it is', async () => {
    const letters = fc.constantFrom(
      '潘',
      '𠮷',
      'a',
      '<',
      '&',
      '"',
      "'",
      '=',
      '＋',
      '-',
      '@',
      '\n',
      '\r',
      '\t',
      '\u0001',
      '_x0041_',
      ']]>',
      '\ud800',
    );
    const cell = fc.string({ unit: letters, minLength: 1, maxLength: 6 }).map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), async (data) => {
        const rows = await rowsOf(await buffer(sheetOf(data)));
        expect(rows.map(({ cells }) => [cells['甲'], cells['乙']])).toEqual(
          data.map((pair) => pair.map((text) => text.toWellFormed())),
        );
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    '=HYPERLINK("http://x")',
    '+1',
    '-1',
    '@a',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '\u200B=1',
    "'=1",
  ])('holds no formula: %j', async (text) => {
    const bytes = await buffer(sheetOf([[text, 'b']]));
    const xml = (await unzipped(bytes)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml).toContain(`<c r="A2" s="1" t="inlineStr"><is><t>'`);
    expect(xml).not.toContain('<f');
    expect([...xml.matchAll(/<c [^>]*>/g)].every(([tag]) => tag.includes('t="inlineStr"'))).toBe(true);
  });

  test('keeps its heading in sight, and offers the words of a closed list', async () => {
    const parts = await unzipped(
      await buffer(
        writeWorkbook([
          {
            name: 'A&B',
            columns: [{ heading: '性别', choices: ['男', '女'], hint: '选一个' }, { heading: '姓名' }],
            rows: [],
          },
        ]),
      ),
    );
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('sqref="A2:A1048576"');
    expect(sheet).toContain('<formula1>选项!$A$2:$A$3</formula1>');
    expect(parts.get('xl/worksheets/sheet2.xml')).toMatch(/男.*女/);
    expect(parts.get('xl/workbook.xml')).toContain(
      '<sheet name="选项" sheetId="2" state="hidden" r:id="rId2"/>',
    );
    expect(parts.get('xl/workbook.xml')).toContain('name="A&amp;B"');
  });

  test('is the same bytes when it is made again', async () => {
    const once = await buffer(sheetOf([['1', '2']]));
    expect(once.equals(await buffer(sheetOf([['1', '2']])))).toBe(true);
  });

  test('ends in the fault of its rows, and leaves them when nobody reads on', async () => {
    async function* torn() {
      yield ['1'];
      throw new Error('connection lost');
    }
    const columns = [{ heading: '甲' }];
    await expect(buffer(writeWorkbook([{ name: '表', columns, rows: torn() }]))).rejects.toThrow(
      'connection lost',
    );
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) yield [Math.random().toString(36).repeat(100)];
      } finally {
        isLeft = true;
      }
    }
    const workbook = writeWorkbook([{ name: '表', columns, rows: endless() }]);
    let read = 0;
    for await (const piece of workbook) if ((read += piece.length) > 200_000) break;
    for (let i = 0; i < 200 && !isLeft; i += 1) await new Promise((later) => setTimeout(later, 10));
    expect(isLeft).toBe(true);
  });
});

describe('the refused rows of an import', () => {
  const refusal = (row: number, column: string, over: Partial<RowRefusal> = {}): RowRefusal => ({
    sheet: '一组',
    row,
    cell: `一组!B${row}`,
    column,
    reason: 'R',
    text: { zh: `${column}不对。`, en: `${column} is wrong.` },
    ...over,
  });
  const given = () =>
    rawWorkbook({
      sheets: {
        一组:
          textRow(1, '户主', '', '成员', '') +
          textRow(2, '姓名', '电话', '姓名', '电话') +
          textRow(3, '甲', '1', '乙', '2') +
          textRow(4, '丙', '3', '丁', '=4'),
      },
    });
  const mend = async (bytes: Buffer, ...refusals: RowRefusal[]) => {
    const refused = new RefusedRows();
    for (const one of refusals) refused.add(one);
    const workbook = await refused.workbook(readSheet(Readable.from([bytes])));
    return workbook && buffer(workbook);
  };

  test('come back under their headings, each with every reason and its place', async () => {
    const bytes = await mend(
      await given(),
      refusal(4, '成员／电话'),
      refusal(4, '户主／姓名', { cell: '一组!A4' }),
    );
    const rows = await rowsOf(bytes ?? Buffer.alloc(0));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cells).toEqual({
      '户主／姓名': '丙',
      '户主／电话': '3',
      '成员／姓名': '丁',
      '成员／电话': '=4',
      拒收原因whyrefused:
        '成员／电话：成员／电话不对。 成员／电话 is wrong.\n户主／姓名：户主／姓名不对。 户主／姓名 is wrong.',
      原位置cell: '一组!B4、一组!A4',
    });
  });

  test('and refused again, come without the reasons of the first time', async () => {
    const first = await mend(await given(), refusal(3, '成员／电话'));
    const again = await mend(first ?? Buffer.alloc(0), refusal(3, '成员／姓名', { sheet: '拒收 refused' }));
    const [row] = await rowsOf(again ?? Buffer.alloc(0));
    expect(row?.headings.filter((heading) => heading.startsWith('拒收'))).toHaveLength(1);
    expect(row?.cells['拒收原因whyrefused']).toMatch(/^成员／姓名/);
  });

  test('are no workbook where there are none', async () => {
    expect(await mend(await given())).toBeNull();
  });
});

describe('the template for workers', () => {
  test('has headings that the import knows, each once, and no person in it', async () => {
    const skipped: SkippedSheet[] = [];
    const bytes = await buffer(workerTemplate());
    const rows: SheetRow[] = [];
    const isHeading = (headings: readonly string[]) => recognize(headings, WORKER_HEADINGS).known.size >= 3;
    const limits = { isHeading, onSkipped: (one: SkippedSheet) => skipped.push(one) };
    for await (const row of readSheet(Readable.from([bytes]), limits)) rows.push(row);
    expect(rows).toEqual([]);
    expect(skipped.map(({ sheet, why }) => `${sheet} ${why}`)).toEqual([
      '示例 EXAMPLE',
      '填写说明 NO_HEADING',
      '选项 HIDDEN',
    ]);
  });

  test('shows people who cannot be anybody, by words of its own lists', async () => {
    const parts = await unzipped(await buffer(workerTemplate()));
    const workbook = await rawWorkbook({
      sheets: { 表: parts.get('xl/worksheets/sheet2.xml') ?? '' },
    });
    const [first, second] = await rowsOf(workbook);
    const { known, unknown, doubled } = recognize(first?.headings ?? [], WORKER_HEADINGS);
    expect([unknown, doubled.size]).toEqual([[], 0]);
    for (const row of [first, second])
      for (const [heading, field] of known) {
        const cell = row?.cells[heading] ?? '';
        if (field === 'idNumber')
          expect(normalizeIdNumber(cell, '2026-11-22')).toMatchObject({ ok: true, addressCode: '999001' });
        const words = WORKER_HEADINGS[field].words;
        if (words && cell !== '') expect(words).toContain(cell);
      }
  });
});
