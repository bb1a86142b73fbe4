import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSheet } from '#sheet/read-sheet.js';
import { cellAddress, type SheetLimits, type SheetRow, type SkippedSheet } from '#sheet/sheet-row.js';
import { type RawWorkbook, rawWorkbook, textRow, worksheet, zipped } from '../support/workbook-parts.js';

const MB = 1024 * 1024;
const inPieces = (bytes: Buffer, size = 4096) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );

async function rowsOf(bytes: Buffer, limits?: SheetLimits, size?: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(inPieces(bytes, size), limits)) rows.push(row);
  return rows;
}

const read = async (workbook: RawWorkbook, limits?: SheetLimits) =>
  rowsOf(await rawWorkbook(workbook), limits);
const cellsOf = async (workbook: RawWorkbook) => (await read(workbook)).map(({ cells }) => cells);
const refusal = async (bytes: Buffer, limits?: SheetLimits) =>
  rowsOf(bytes, limits).then(
    () => 'accepted',
    (error: { code: string; reason: string; text: { zh: string; en: string } }) => {
      expect(error).toMatchObject({
        code: 'BAD_USER_INPUT',
        text: { zh: expect.any(String), en: expect.any(String) },
      });
      return error.reason;
    },
  );
const known = (...names: string[]) => ({
  isHeading: (headings: readonly string[]) => names.every((name) => headings.includes(name)),
});
/** One cell below a heading, as its XML. */
const cell = (attributes: string, inside: string) =>
  `${textRow(1, '列')}<row r="2"><c r="A2"${attributes}>${inside}</c></row>`;
const one = async (attributes: string, inside: string, over: Partial<RawWorkbook> = {}) => {
  const rows = await read({ sheets: { 表: cell(attributes, inside) }, ...over });
  return rows[0]?.cells['列'] ?? '';
};

describe('a workbook', () => {
  test('reads like a CSV file, with sheet, row and column letters', async () => {
    const rows = await read({
      sheets: { 名单: textRow(1, '姓名', '', '电话') + textRow(4, '潘阿妹', '', '13800000000') },
    });
    expect(rows).toEqual([
      {
        sheet: '名单',
        row: 4,
        cells: { 姓名: '潘阿妹', '': '', 电话: '13800000000' },
        headings: ['姓名', '', '电话'],
        columns: { 姓名: 'A', '': 'B', 电话: 'C' },
        surplus: 0,
      },
    ]);
    expect(rows.map((row) => cellAddress(row, '电话'))).toEqual(['名单!C4']);
  });

  test('is known by its content in whatever pieces it comes, and a CSV file stays one', async () => {
    const bytes = await rawWorkbook({ sheets: { 表: textRow(1, 'a') + textRow(2, '1') } });
    for (const size of [1, 7, 100_000])
      expect(await rowsOf(bytes, {}, size)).toMatchObject([{ sheet: '表' }]);
    expect(await rowsOf(Buffer.from('a\n1\n'))).toMatchObject([{ sheet: '', row: 2, cells: { a: '1' } }]);
  });

  test('leaves nothing in the folder for temporary files, read whole or left early', async () => {
    const bytes = await rawWorkbook({
      sheets: { 表: [1, 2, 3, 4].map((row) => textRow(row, randomUUID())).join('') },
    });
    const source = inPieces(bytes);
    for await (const row of readSheet(source)) if (row.row > 1) break;
    await rowsOf(bytes);
    expect(source.destroyed).toBe(true);
    const left = readdirSync(tmpdir())
      .filter((name) => name.startsWith('labor-bridge-workbook-'))
      .map((name) => join(tmpdir(), name, 'workbook'));
    expect(left.filter((path) => existsSync(path) && readFileSync(path).equals(bytes))).toEqual([]);
  });

  test('whose connection is lost half way ends in that fault', async () => {
    const bytes = await rawWorkbook({ sheets: { 表: textRow(1, 'a') } });
    const torn = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 200);
        throw new Error('connection lost');
      })(),
    );
    await expect(readSheet(torn).next()).rejects.toThrow('connection lost');
    expect(torn.destroyed).toBe(true);
  });

  test('with shared, rich and inline texts gives their words, without the sounds beside them', async () => {
    const texts =
      '<si><t>潘</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">王 </t></r><r><t>小花</t></r></si>' +
      '<si><t>李四</t><rPh sb="0" eb="1"><t>lisi</t></rPh></si><si/>';
    const row = (i: number) =>
      `<row r="${i + 2}"><c r="A${i + 2}" t="s"><v>${i}</v></c><c t="b"><v>1</v></c></row>`;
    const rows = await cellsOf({ sheets: { 表: textRow(1, '列') + [0, 1, 2, 3].map(row).join('') }, texts });
    expect(rows.map((cells) => cells['列'])).toEqual(['潘', '王 小花', '李四', '']);
    expect(await one(' t="inlineStr"', '<is><r><t>甲</t></r><r><t>乙</t></r></is>')).toBe('甲乙');
  });

  test.each([
    ['', '<v>13800000000</v>', '13800000000'],
    ['', '<v>3.5000000000000004</v>', '3.5'],
    ['', '<v>0.30000000000000004</v>', '0.3'],
    ['', '<v>1.2E3</v>', '1200'],
    ['', '<v>-7</v>', '-7'],
    ['', '<v>1E-7</v>', '0.0000001'],
    ['', '<v>522631901105246</v>', '522631901105246'],
    ['', '<v>5.2263119901105203E+17</v>', '5.22631199011052E+17'],
    ['', '<v>522631199011052000</v>', '5.22631199011052E+17'],
    [' t="b"', '<v>1</v>', 'TRUE'],
    [' t="b"', '<v>0</v>', 'FALSE'],
    [' t="e"', '<v>#N/A</v>', '#N/A'],
    [' t="str"', '<f>A1&amp;"人"</f><v>18人</v>', '18人'],
    [' t="str"', '<f>""</f><v></v>', ''],
    ['', '<f>SUM(B2:B9)</f><v>42</v>', '42'],
    ['', '<f>SUM(B2:B9)</f>', '#CALC!'],
    ['', "<f>'[1]他表'!A1</f><v>7</v>", '7'],
    [' t="d"', '<v>2026-06-17T00:00:00Z</v>', '2026-06-17'],
    [' t="inlineStr"', '<is><t>="522631199011052466"</t></is>', '522631199011052466'],
    [' t="inlineStr"', '<is><t>_x4E00_二_x000D_</t></is>', '一二'],
    [' t="inlineStr"', "<is><t>'=1+1</t></is>", '=1+1'],
    [' t="inlineStr"', '<is><t xml:space="preserve">  潘 \n</t></is>', '潘'],
  ])('holds a cell %s %s that reads as %j', async (attributes, inside, text) => {
    expect(await one(attributes, inside)).toBe(text);
  });

  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>' +
    '<numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00"/>' +
    '<numFmt numFmtId="167" formatCode="[h]:mm"/><numFmt numFmtId="168" formatCode="&quot;days&quot; 0"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>' +
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="20"/>' +
    '<xf numFmtId="31"/><xf numFmtId="168"/></cellXfs>';
  test.each([
    ['0', '45356', '45356', '45356'],
    ['1', '45356', '2024-03-05', '2028-03-06'],
    ['2', '45356', '2024-03-05', '2028-03-06'],
    ['7', '45356.354166666664', '2024-03-05 08:30', '2028-03-06 08:30'],
    ['1', '1', '1900-01-01', '1904-01-02'],
    ['1', '59', '1900-02-28', '1904-02-29'],
    ['1', '60', '1900-02-29', '1904-03-01'],
    ['1', '61', '1900-03-01', '1904-03-02'],
    ['1', '2958465', '9999-12-31', '2958465'],
    ['1', '-3', '-3', '-3'],
    ['3', '1234', '001234', '001234'],
    ['4', '1234.5', '1234.5', '1234.5'],
    ['5', '1.5', '1.5', '1.5'],
    ['6', '0.354166666666667', '08:30', '1904-01-01 08:30'],
    ['8', '7', '7', '7'],
  ])(
    'in style %s shows %s as %s, or as %s when it counts from 1904',
    async (style, value, from1900, from1904) => {
      expect(await one(` s="${style}"`, `<v>${value}</v>`, { styles })).toBe(from1900);
      expect(await one(` s="${style}"`, `<v>${value}</v>`, { styles, from1904: true })).toBe(from1904);
    },
  );

  test('is read on its first visible sheet whose heading is known, then on those with the same', async () => {
    const skipped: SkippedSheet[] = [];
    const rows = await read(
      {
        sheets: {
          旧表: textRow(1, '姓名', '电话') + textRow(2, '甲', '1'),
          封面: textRow(1, '某县'),
          空: '',
          示例: textRow(1, '姓名', '电话') + textRow(2, '示例人', '2'),
          一组: `${textRow(1, '劳动力台账')}${textRow(3, '姓名', '电话')}${textRow(4, '乙', '3')}`,
          汇总: textRow(1, '姓名', '电话', '人数') + textRow(2, '丙', '4', '5'),
          二组: textRow(1, '电话', '姓名') + textRow(2, '6', '丁'),
        },
        hidden: ['旧表'],
      },
      { ...known('姓名', '电话'), onSkipped: (one) => skipped.push(one) },
    );
    expect(rows.map(({ sheet, row, cells }) => [sheet, row, cells['姓名'], cells['电话']])).toEqual([
      ['一组', 4, '乙', '3'],
      ['二组', 2, '丁', '6'],
    ]);
    expect(skipped.map(({ sheet, why }) => `${sheet} ${why}`)).toEqual([
      '旧表 HIDDEN',
      '封面 NO_HEADING',
      '空 NO_TABLE',
      '示例 EXAMPLE',
      '汇总 OTHER_HEADING',
    ]);
  });

  test('shows rows that a filter hides, and is blank where only its format is', async () => {
    const rows = await read({
      sheets: {
        表: `${textRow(1, '姓名')}<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row><row r="3"><c r="XFD3" s="1"/></row>`,
      },
    });
    expect(rows.map(({ row }) => row)).toEqual([2]);
  });

  test('with macros and with links to elsewhere is read, and neither is opened', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a/>';
    const bytes = await rawWorkbook({
      sheets: { 表: textRow(1, '姓名') + textRow(2, '甲') },
      parts: { 'xl/vbaProject.bin': Buffer.alloc(1000), 'xl/externalLinks/externalLink1.xml': bomb },
    });
    expect(await rowsOf(bytes)).toMatchObject([{ cells: { 姓名: '甲' } }]);
    const elsewhere = Buffer.from(
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
    );
    const linked = rawWorkbook({ sheets: { 表: '' }, parts: { 'xl/_rels/workbook.xml.rels': elsewhere } });
    expect(await refusal(await linked)).toBe('WORKBOOK_BROKEN');
  });

  test('made by a program that writes prefixes and leaves out what it may', async () => {
    const part =
      '<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>' +
      '<x:row><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row>' +
      '</x:sheetData></x:worksheet>';
    expect(await cellsOf({ sheets: { 表: part } })).toEqual([{ 姓名: '7' }]);
  });
});

describe('a heading', () => {
  const headings = async (rows: string, ...names: string[]) =>
    (await read({ sheets: { 表: rows } }, known(...names)))[0];

  test('of two rows names what stands in either', async () => {
    const row = await headings(
      textRow(1, '序号', '姓名', '户籍', '', '', '电话') +
        textRow(2, '', '', '县', '乡', '村') +
        textRow(3, '1', '甲', '从江县', '丙妹镇', '大塘村', '138'),
      '姓名',
      '电话',
    );
    expect(row).toMatchObject({
      row: 3,
      cells: { 序号: '1', 姓名: '甲', 县: '从江县', 乡: '丙妹镇', 村: '大塘村', 电话: '138' },
      columns: { 村: 'E', 电话: 'F' },
    });
  });

  test('under groups keeps its own name, and takes the group where two would be alike', async () => {
    const row = await headings(
      textRow(1, '户主', '', '成员', '', '') +
        textRow(2, '姓名', '身份证号', '姓名', '身份证号', '与户主关系') +
        textRow(3, '甲', '1', '乙', '2', '配偶'),
      '姓名',
      '身份证号',
    );
    expect(row?.cells).toEqual({
      '户主／姓名': '甲',
      '户主／身份证号': '1',
      '成员／姓名': '乙',
      '成员／身份证号': '2',
      与户主关系: '配偶',
    });
  });

  test('of one row takes no row of data for its second', async () => {
    for (const data of [
      ['1', '甲', '从江'],
      ['', '甲', ''],
      ['', '', '从江'],
    ]) {
      const row = await headings(textRow(1, '序号', '姓名', '县') + textRow(2, ...data), '姓名');
      expect(row?.headings).toEqual(['序号', '姓名', '县']);
    }
  });

  test('that is not there is said, and a workbook without a filled cell is empty', async () => {
    const of = async (rows: string) => refusal(await rawWorkbook({ sheets: { 表: rows } }), known('姓名'));
    expect(await of(textRow(1, '名称') + textRow(2, '甲'))).toBe('HEADING_NOT_FOUND');
    expect(await of(Array.from({ length: 30 }, (_, i) => textRow(i + 1, 'a')).join(''))).toBe(
      'HEADING_NOT_FOUND',
    );
    expect(await of('')).toBe('FILE_EMPTY');
    expect(await of(textRow(1, '姓名'))).toBe('accepted');
  });
});

describe('a file that is no list is refused with what to do', () => {
  const row = (attributes: string, inside = '') => `<row ${attributes}>${inside}</row>`;
  const value = (ref: string) => `<c r="${ref}"><v>1</v></c>`;
  const sheet = (rows: string) => rawWorkbook({ sheets: { 表: rows } });
  const ole = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(5000), Buffer.from(name, 'utf16le')]);
  const whole = () => sheet(textRow(1, '姓名') + textRow(2, '甲'.repeat(3000)));

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['OLD_WORKBOOK', () => ole('Workbook')],
    ['WORKBOOK_ENCRYPTED', () => ole('EncryptedPackage')],
    [
      'WEB_PAGE_AS_SHEET',
      () => Buffer.from('\ufeff\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'),
    ],
    ['NOT_A_WORKBOOK', () => zipped({ 'a.txt': 'a' })],
    ['NOT_A_WORKBOOK', () => zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })],
    ['NOT_A_WORKBOOK', async () => rawWorkbook({ sheets: {}, parts: { 'xl/workbook.xml': '<document/>' } })],
    ['WORKBOOK_BROKEN', async () => (await whole()).subarray(0, -30)],
    ['WORKBOOK_BROKEN', async () => (await whole()).subarray(0, 200)],
    ['WORKBOOK_BROKEN', () => sheet('<row r="1"><c r="A1"><v>1</v></row>')],
    ['WORKBOOK_BROKEN', () => sheet(row('r="2"', value('A2')) + row('r="1"', value('A1')))],
    ['WORKBOOK_BROKEN', () => sheet(row('r="1"', value('XFE1')))],
    ['WORKBOOK_BROKEN', () => sheet(row('r="1"', '<c r="A1" t="str"><v>&nobody;</v></c>'))],
    ['WORKBOOK_BROKEN', () => sheet(`<row r="1" ${'a'.repeat(3 * MB)}="1"></row>`)],
    [
      'WORKBOOK_DTD',
      () =>
        rawWorkbook({
          sheets: {
            表: `<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "b">]>${worksheet('').slice(38)}`,
          },
        }),
    ],
    ['TOO_MANY_ROWS', () => sheet(row('r="1048577"', value('A1048577')))],
    ['TOO_MANY_COLUMNS', () => sheet(row('r="1"', value('XFD1')))],
    ['RECORD_TOO_LARGE', () => sheet(row('r="1"', `<c r="A1" t="str"><v>${'长'.repeat(70_000)}</v></c>`))],
    [
      'TOO_MANY_PARTS',
      () => zipped(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`xl/s${i}.xml`, '']))),
    ],
  ])('%s', async (reason, file) => {
    expect(await refusal(await file())).toBe(reason);
  });

  test('FILE_TOO_LARGE while it arrives', async () => {
    expect(await refusal(await whole(), { maxBytes: 500 })).toBe('FILE_TOO_LARGE');
  });

  test('WORKBOOK_BROKEN when a part is another than was packed', async () => {
    const stored = await whole();
    const at = stored.indexOf(Buffer.from('504b0102', 'hex'));
    // The sum in the list of contents, of the first part: 16 bytes behind its signature.
    stored.writeUInt32LE(1, at + 16);
    expect(await refusal(stored)).toBe('WORKBOOK_BROKEN');
  });

  test('WORKBOOK_BROKEN when a part that it names is missing', async () => {
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const texts = '<si><t>姓名</t></si>';
    const named = await rawWorkbook({ sheets: { 表: row }, texts });
    const lost = (name: string) => {
      const bytes = Buffer.from(named);
      for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) bytes.write('?', at);
      return bytes;
    };
    expect(await refusal(named)).toBe('accepted');
    for (const name of ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', 'xl/_rels/workbook.xml.rels'])
      expect([name, await refusal(lost(name))]).toEqual([name, 'WORKBOOK_BROKEN']);
    const beyond = rawWorkbook({ sheets: { 表: row.replace('<v>0', '<v>7') }, texts });
    expect(await refusal(await beyond)).toBe('WORKBOOK_BROKEN');
  });

  test('or reads as it was, wherever a bit of it was turned or its end cut off', async () => {
    const bytes = await rawWorkbook({
      sheets: {
        表: `${textRow(1, '姓名', '电话')}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>60</v></c></row>`,
      },
      texts: '<si><t>潘阿妹</t></si>',
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    });
    const sound = JSON.stringify((await rowsOf(bytes)).map(({ cells }) => cells));
    const outcome = async (file: Buffer) =>
      rowsOf(file, known('姓名')).then(
        (rows) => JSON.stringify(rows.map(({ cells }) => cells)),
        (fault: { code?: string }) => fault.code,
      );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), fc.boolean(), async (at, bit, isCut) => {
        const hurt = Buffer.from(isCut ? bytes.subarray(0, at) : bytes);
        if (!isCut) hurt.writeUInt8(hurt.readUInt8(at) ^ (1 << bit), at);
        expect([sound, 'BAD_USER_INPUT']).toContain(await outcome(hurt));
      }),
      { numRuns: 100 },
    );
  });

  test('WORKBOOK_ENCRYPTED when its parts are locked one by one', async () => {
    const locked = await whole();
    const at = locked.indexOf(Buffer.from('504b0102', 'hex'));
    locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
    expect(await refusal(locked)).toBe('WORKBOOK_ENCRYPTED');
  });
});

describe('a bomb', () => {
  const bomb = (bytes: number) =>
    rawWorkbook({ sheets: { 表: `<?xml version="1.0"?>${' '.repeat(bytes)}` } });

  test.each([
    ['PACKED_TOO_TIGHTLY', {}],
    ['UNPACKED_TOO_LARGE', { maxUnpackedBytes: 10 * MB }],
  ])('%s: is refused in no time, and nothing of it is unpacked', async (reason, limits) => {
    const file = await bomb(20 * MB);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    expect(await refusal(file, limits)).toBe(reason);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(process.memoryUsage().rss - before).toBeLessThan(15 * MB);
  });

  test('that lies about its size is stopped where the lie ends', async () => {
    const file = await bomb(20 * MB);
    let at = file.indexOf(Buffer.from('504b0102', 'hex'));
    while (at !== -1) {
      if (file.readUInt32LE(at + 24) > MB) file.writeUInt32LE(1000, at + 24);
      at = file.indexOf(Buffer.from('504b0102', 'hex'), at + 4);
    }
    expect(await refusal(file)).toBe('WORKBOOK_BROKEN');
  });

  test('of many small parts is counted over all of them, as they are unpacked', async () => {
    const sheets = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [
        `表${i}`,
        textRow(1, '姓名') + textRow(2, `${i}`.repeat(20_000)),
      ]),
    );
    expect(await refusal(await rawWorkbook({ sheets }), { maxUnpackedBytes: 100_000 })).toBe(
      'UNPACKED_TOO_LARGE',
    );
  });

  test('of a shared text in every cell is no row', async () => {
    const cells = Array.from(
      { length: 26 },
      (_, i) => `<c r="${String.fromCharCode(65 + i)}2" t="s"><v>0</v></c>`,
    );
    const file = await rawWorkbook({
      sheets: { 表: `${textRow(1, '姓名')}<row r="2">${cells.join('')}</row>` },
      texts: `<si><t>${'长'.repeat(30_000)}</t></si>`,
    });
    expect(await refusal(file)).toBe('RECORD_TOO_LARGE');
  });
});
