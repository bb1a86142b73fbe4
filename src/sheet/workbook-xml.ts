import { columnLetters } from './sheet-heading.js';
import { escapeXml, type RangeOf, type SheetToWrite } from './worksheet-xml.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The hidden sheet with the words of the drop-downs. */
const CHOICES = '选项';

/** Relations of the package: the workbook alone. */
export const PACKAGE_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/**
 * Styles by number: 0 as it is, 1 text (format 49, `@`), 2 heading, 3 text in red. Text wraps, so that a reason of
 * several lines can be read.
 */
export const STYLES = [
  `${XML}<styleSheet xmlns="${MAIN}">`,
  '<fonts count="3"><font><sz val="11"/><name val="等线"/></font>',
  '<font><b/><sz val="11"/><name val="等线"/></font>',
  '<font><sz val="11"/><color rgb="FFC00000"/><name val="等线"/></font></fonts>',
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF7"/></patternFill></fill></fills>',
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>',
  '<xf numFmtId="49" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '</cellXfs></styleSheet>',
].join('');

/** The list of parts and what each is, for so many sheets. */
export function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return [
    `${XML}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
    ...parts,
    '</Types>',
  ].join('');
}

/** The workbook's own part: its tabs. */
export function workbookPart(sheets: readonly SheetToWrite[], hidden: SheetToWrite | undefined): string {
  const tabs = sheets.map((sheet, i) => {
    const state = sheet === hidden ? ' state="hidden"' : '';
    return `<sheet name="${escapeXml(sheet.name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${tabs.join('')}</sheets></workbook>`;
}

/** Where the workbook's parts lie. */
export function workbookRelations(sheets: number): string {
  const relations = Array.from(
    { length: sheets },
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}${styles}</Relationships>`;
}

/** The sheet of the words that the drop-downs of these sheets offer, one list a column; undefined where there is none. */
export function choiceSheet(
  sheets: readonly SheetToWrite[],
): { readonly sheet: SheetToWrite; readonly rangeOf: RangeOf } | undefined {
  const lists = new Map(
    sheets
      .flatMap(({ columns }) => columns.flatMap(({ choices }) => (choices ? [choices] : [])))
      .map((choices) => [choices.join('\n'), choices]),
  );
  if (lists.size === 0) return undefined;
  const longest = Math.max(...[...lists.values()].map((choices) => choices.length));
  const rows = Array.from({ length: longest }, (_, i) =>
    [...lists.values()].map((choices) => choices[i] ?? ''),
  );
  const columns = [...lists.keys()].map((_, i) => ({ heading: `${CHOICES} ${i + 1}` }));
  const rangeOf: RangeOf = (choices) => {
    const letters = columnLetters([...lists.keys()].indexOf(choices.join('\n')));
    return `${CHOICES}!$${letters}$2:$${letters}$${choices.length + 1}`;
  };
  return { sheet: { name: CHOICES, columns, rows }, rangeOf };
}
