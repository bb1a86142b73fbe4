import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/**
 * Plain values set aside in a file, in order, and read again from the start: a sheet is read to its end before
 * anything is written, so that a fault on its last row changes nothing, and memory stays flat. The file lies
 * in the system's folder for temporary ones, readable to its owner alone.
 */
export class Spool<T> {
  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly writer: WriteStream,
  ) {}

  static async open<T>(): Promise<Spool<T>> {
    const folder = await mkdtemp(join(tmpdir(), 'labor-bridge-sheet-'));
    const file = join(folder, 'rows');
    return new Spool<T>(folder, file, createWriteStream(file, { mode: 0o600 }));
  }

  /** Sets one value aside: anything that JSON keeps whole. */
  async add(value: T): Promise<void> {
    if (!this.writer.write(`${JSON.stringify(value)}\n`)) await once(this.writer, 'drain');
  }

  /** Everything that was set aside; nothing can be added after. */
  async *values(): AsyncGenerator<T, void, void> {
    this.writer.end();
    await finished(this.writer);
    for await (const line of createInterface({ input: createReadStream(this.file), crlfDelay: Infinity }))
      yield JSON.parse(line) as T;
  }

  /** Removes the file. */
  async close(): Promise<void> {
    this.writer.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}
