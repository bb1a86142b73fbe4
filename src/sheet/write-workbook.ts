import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import {
  choiceSheet,
  contentTypes,
  PACKAGE_RELATIONS,
  STYLES,
  workbookPart,
  workbookRelations,
} from './workbook-xml.js';
import { type SheetToWrite, worksheetXml } from './worksheet-xml.js';

/** Every part bears the same day, so that the same sheets are the same bytes. */
const MADE_ON = new Date(1980, 0, 1);

/**
 * A workbook (.xlsx) as it is made, in flat memory: the sheets in their order, each with a heading that stays in
 * sight, and a hidden one with the words of the drop-downs. Every cell is a text, formatted as one, so that a long
 * number that is typed in stays whole; no formula can arise (`harmless`). A fault of the rows destroys the stream.
 */
export function writeWorkbook(sheets: readonly SheetToWrite[]): Readable {
  const choices = choiceSheet(sheets);
  const all = choices ? [...sheets, choices.sheet] : sheets;
  const zip = new ZipFile();
  const out = new PassThrough();
  const options = { mtime: MADE_ON, forceDosTimestamp: true };
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name, options);
  zip.on('error', (fault: Error) => out.destroy(fault));
  add('[Content_Types].xml', contentTypes(all.length));
  add('_rels/.rels', PACKAGE_RELATIONS);
  add('xl/workbook.xml', workbookPart(all, choices?.sheet));
  add('xl/_rels/workbook.xml.rels', workbookRelations(all.length));
  add('xl/styles.xml', STYLES);
  for (const [i, sheet] of all.entries())
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, options, (take) => {
      const xml = Readable.from(worksheetXml(sheet, choices?.rangeOf));
      xml.on('error', (fault) => out.destroy(fault));
      // Whoever no longer reads the workbook no longer needs its rows.
      if (out.destroyed) xml.destroy();
      else out.once('close', () => xml.destroy());
      take(null, xml);
    });
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}
