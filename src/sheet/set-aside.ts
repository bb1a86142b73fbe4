import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { mustFit } from './decode-text.js';

/** Bytes that lie in a file of ours until `remove` is called. */
export interface SetAside {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Writes everything that comes to a file in the system's folder for temporary ones, readable to its owner alone: a
 * workbook's list of contents stands at its end. BAD_USER_INPUT/FILE_TOO_LARGE, told while it flows.
 */
export async function setAside(bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<SetAside> {
  const folder = await mkdtemp(join(tmpdir(), 'labor-bridge-workbook-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'workbook');
  try {
    await pipeline(counted(bytes, maxBytes), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return { path, remove };
  } catch (cause) {
    await remove();
    throw cause;
  }
}

async function* counted(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer, void, void> {
  let total = 0;
  for await (const part of bytes) {
    mustFit((total += part.length), maxBytes);
    yield part;
  }
}
