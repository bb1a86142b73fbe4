import { Readable } from 'node:stream';
import { mustFit } from './decode-text.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { setAside } from './set-aside.js';
import type { SheetLimits, SheetRow } from './sheet-row.js';
import { oldWorkbook, webPageAsSheet, workbookEncrypted } from './workbook-faults.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** The container of Office before 2007, and of every Office file with a password. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const WEB_PAGE = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|head|meta|table|style|\?xml)/i;
/** The name of the stream in such a container that holds an encrypted package. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const HEAD_BYTES = 64;

/**
 * Reads a workbook (.xlsx) or a CSV file (UTF-8, GBK) row by row in flat memory; which it is, its first bytes say
 * and not its name. Throws BAD_USER_INPUT for the file: what `readCsv` and `readXlsx` throw, FILE_TOO_LARGE,
 * OLD_WORKBOOK, WORKBOOK_ENCRYPTED, WEB_PAGE_AS_SHEET, each with what to do. Whoever stops early closes the source.
 */
export async function* readSheet(
  source: Readable,
  limits: SheetLimits = {},
): AsyncGenerator<SheetRow, void, void> {
  const { maxBytes = 200 * 1024 * 1024 } = limits;
  try {
    const { head, whole } = await opened(source);
    if (head.subarray(0, OLE.length).equals(OLE)) throw await faultOfContainer(whole, maxBytes);
    if (WEB_PAGE.test(head.toString('latin1'))) throw webPageAsSheet();
    if (!head.subarray(0, ZIP.length).equals(ZIP)) {
      yield* readCsv(Readable.from(whole), limits);
      return;
    }
    const workbook = await setAside(whole, maxBytes);
    try {
      yield* readXlsx(workbook.path, limits);
    } finally {
      await workbook.remove();
    }
  } finally {
    source.destroy();
  }
}

/** The first bytes of a source, and all of it. */
async function opened(source: Readable): Promise<{ head: Buffer; whole: AsyncIterable<Buffer> }> {
  const pieces = bytesOf(source);
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const next = await pieces.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, whole: joined(head, pieces) };
}

async function* bytesOf(source: Readable): AsyncGenerator<Buffer, void, void> {
  for await (const piece of source) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

async function* joined(
  head: Buffer,
  rest: AsyncGenerator<Buffer, void, void>,
): AsyncGenerator<Buffer, void, void> {
  if (head.length > 0) yield head;
  yield* rest;
}

/** Reads on until it is clear whether the container holds an old workbook or one with a password; keeps nothing. */
async function faultOfContainer(whole: AsyncIterable<Buffer>, maxBytes: number): Promise<Error> {
  let last = Buffer.alloc(0);
  let read = 0;
  for await (const piece of whole) {
    mustFit((read += piece.length), maxBytes);
    const window = Buffer.concat([last, piece]);
    if (window.includes(ENCRYPTED)) return workbookEncrypted();
    last = window.subarray(-ENCRYPTED.length);
  }
  return oldWorkbook();
}
