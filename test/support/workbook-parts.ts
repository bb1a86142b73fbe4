import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook as other programs write it, by hand: what a sheet holds is given as XML. */
export interface RawWorkbook {
  /** By name: the inside of `sheetData`, or the whole part where it begins with `<?xml`. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  readonly texts?: string;
  /** The inside of `styleSheet`. */
  readonly styles?: string;
  readonly from1904?: boolean;
  /** Further parts, or others in the place of ours. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

/** The bytes of such a workbook. */
export async function rawWorkbook({
  sheets,
  hidden = [],
  texts,
  styles,
  from1904 = false,
  parts = {},
}: RawWorkbook): Promise<Buffer> {
  const names = Object.keys(sheets);
  const tabs = names.map((name, i) => {
    const state = hidden.includes(name) ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  const relations = names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  if (texts !== undefined) relations.push(relation('rIdT', 'sharedStrings', 'sharedStrings.xml'));
  if (styles !== undefined) relations.push(relation('rIdS', 'styles', '/xl/styles.xml'));
  const all: Record<string, string | Buffer> = {
    '_rels/.rels': page(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904}"/><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': page(relations.join('')),
  };
  for (const [i, name] of names.entries()) {
    const sheet = sheets[name] ?? '';
    all[`xl/worksheets/sheet${i + 1}.xml`] = sheet.startsWith('<?xml') ? sheet : worksheet(sheet);
  }
  if (texts !== undefined) all['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN}">${texts}</sst>`;
  if (styles !== undefined) all['xl/styles.xml'] = `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`;
  return zipped({ ...all, ...parts });
}

/** A worksheet's part around its rows. */
export function worksheet(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
}

/** A row of inline texts; empty ones are left out. */
export function textRow(row: number, ...cells: readonly string[]): string {
  const written = cells.map((text, i) =>
    text === ''
      ? ''
      : `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${row}">${written.join('')}</row>`;
}

/** These files as a zip. */
export async function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Buffer>);
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
}

function page(relations: string): string {
  return `<Relationships xmlns="${PACKAGE}">${relations}</Relationships>`;
}
