import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { badInput } from '#kernel/error.js';
import type { RowRefusal } from '#sheet/import-summary.js';
import { LineFile } from '#sheet/line-file.js';
import { REFUSAL_HEADING, refusalLine } from '#sheet/refusal-lines.js';
import { RefusedRows } from '#sheet/refused-workbook.js';
import type { SheetRow } from '#sheet/sheet-row.js';

/** Where the refusals of an import go: a new file, readable to its owner alone. */
export interface RefusalFile {
  add(refusal: RowRefusal): Promise<void> | void;
  /** Makes the file whole. `again` gives the rows of the imported file once more. */
  end(again: () => AsyncIterable<SheetRow>): Promise<void>;
  /** Takes the file away: half a list of refusals would look like all of them. */
  discard(): Promise<void>;
}

/**
 * Makes the file: by its name (.xlsx) a workbook of the refused rows with the reasons behind, which can be mended and
 * imported again and is left out where nothing was refused; else a list of every refused cell as CSV.
 * BAD_USER_INPUT/FILE_NOT_WRITABLE.
 */
export async function openRefusalFile(path: string): Promise<RefusalFile> {
  const made = /\.xlsx$/i.test(path) ? workbookFile(path) : listFile(path);
  return made.catch(() => {
    throw badInput('refusals', 'FILE_NOT_WRITABLE', {
      zh: `无法新建文件 ${path}，或文件已存在。`,
      en: `The file ${path} cannot be made, or is there already.`,
    });
  });
}

async function listFile(path: string): Promise<RefusalFile> {
  const file = await LineFile.make(path);
  await file.add(REFUSAL_HEADING);
  return {
    add: (refusal) => file.add(refusalLine(refusal)),
    end: () => file.end(),
    discard: () => file.discard(),
  };
}

async function workbookFile(path: string): Promise<RefusalFile> {
  const place = await open(path, 'wx', 0o600);
  await place.close();
  const refused = new RefusedRows();
  const discard = () => rm(path, { force: true });
  return {
    add: (refusal) => refused.add(refusal),
    async end(again) {
      const workbook = refused.size === 0 ? null : await refused.workbook(again());
      if (workbook) await pipeline(workbook, createWriteStream(path));
      else await discard();
    },
    discard,
  };
}
