import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { HouseError } from '#kernel/error.js';
import {
  notAWorkbook,
  packedTooTightly,
  tooManyParts,
  unpackedTooLarge,
  workbookBroken,
  workbookEncrypted,
} from './workbook-faults.js';

/** The parts of a workbook's package; names are found in any case, as the packaging rules (OPC) say. */
export interface WorkbookParts {
  has(name: string): boolean;
  /** The bytes of a part, in pieces. BAD_USER_INPUT: UNPACKED_TOO_LARGE, WORKBOOK_BROKEN. */
  read(name: string): AsyncGenerator<Buffer, void, void>;
  close(): void;
}

const MOST_PARTS = 200;
/** Real lists are packed 5 to 30 times; a bomb up to 1032 times. */
const TIGHTEST = 100;
/** Smaller parts harm nobody, and a short table of styles may well be packed tightly. */
const HARMLESS_BYTES = 4 * 1024 * 1024;
/** Only these are ever read: pictures, macros and what else lies in the package are not opened. */
const READ = /\.(?:xml|rels)$/;

/**
 * Opens a package and judges it by its list of contents, before anything is unpacked. What the list says is not
 * believed: bytes are counted again while they are unpacked, over all parts together. Throws BAD_USER_INPUT:
 * TOO_MANY_PARTS, UNPACKED_TOO_LARGE, PACKED_TOO_TIGHTLY, WORKBOOK_ENCRYPTED, WORKBOOK_BROKEN.
 */
export async function openWorkbookZip(path: string, maxUnpackedBytes: number): Promise<WorkbookParts> {
  const zip = await openPromise(path, { autoClose: false }).catch(broken);
  try {
    const entries = await listed(zip, maxUnpackedBytes);
    let unpacked = 0;
    return {
      has: (name) => entries.has(name.toLowerCase()),
      async *read(name) {
        const entry = entries.get(name.toLowerCase());
        if (!entry) throw notAWorkbook();
        for await (const bytes of unpack(zip, entry)) {
          unpacked += bytes.length;
          if (unpacked > maxUnpackedBytes) throw unpackedTooLarge(maxUnpackedBytes);
          yield bytes;
        }
      },
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

async function listed(zip: ZipFile, maxUnpackedBytes: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) throw tooManyParts(MOST_PARTS);
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase();
      if (entry.isEncrypted()) throw workbookEncrypted();
      if (entries.has(name)) throw workbookBroken();
      entries.set(name, entry);
      if (!READ.test(name)) continue;
      total += entry.uncompressedSize;
      if (total > maxUnpackedBytes) throw unpackedTooLarge(maxUnpackedBytes);
      if (entry.uncompressedSize > HARMLESS_BYTES && entry.uncompressedSize > TIGHTEST * entry.compressedSize)
        throw packedTooTightly(TIGHTEST);
    }
  } catch (cause) {
    return broken(cause);
  }
  return entries;
}

/** The library stops a part that is longer than the list says; whether it is what was packed, its sum tells. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer, void, void> {
  try {
    let sum = 0;
    const stream = await zip.openReadStreamPromise(entry);
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      sum = crc32(bytes, sum);
      yield bytes;
    }
    if (sum !== entry.crc32) throw workbookBroken();
  } catch (cause) {
    broken(cause);
  }
}

/** What the library throws is about the file, except what the system says of the disk. */
function broken(cause: unknown): never {
  const { syscall } = cause as NodeJS.ErrnoException;
  throw cause instanceof HouseError || syscall !== undefined ? cause : workbookBroken(cause);
}
