import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { IdentityVault } from '#kernel/operation.js';
import { LineFile } from './line-file.js';

type Seals = Pick<IdentityVault, 'seal' | 'open'>;
const OPEN: Seals = { seal: (text) => text, open: (text) => text };

/**
 * Plain values set aside in a file, in order, and read again from the start: a sheet is read to its end before
 * anything is written, so that a fault on its last row changes nothing, and memory stays flat. The file lies
 * in the system's folder for temporary ones, readable to its owner alone.
 */
export class Spool<T> {
  private constructor(
    private readonly folder: string,
    private readonly file: LineFile,
    private readonly seals: Seals,
  ) {}

  /** With `seals` (a vault's) no line of the file can be read by anybody else: for values that hold persons. */
  static async open<T>(seals: Seals = OPEN): Promise<Spool<T>> {
    const folder = await mkdtemp(join(tmpdir(), 'labor-bridge-sheet-'));
    return new Spool<T>(folder, await LineFile.make(join(folder, 'rows')), seals);
  }

  private ended: Promise<void> | undefined;

  /** Sets one value aside: anything that JSON keeps whole. */
  add(value: T): Promise<void> {
    return this.file.add(`${this.seals.seal(JSON.stringify(value))}\n`);
  }

  /** Everything that was set aside, as often as it is asked for; nothing can be added after. */
  async *values(): AsyncGenerator<T, void, void> {
    this.ended ??= this.file.end();
    await this.ended;
    const lines = createInterface({ input: createReadStream(this.file.path), crlfDelay: Infinity });
    for await (const line of lines) yield JSON.parse(this.seals.open(line)) as T;
  }

  /** Removes the file. */
  async close(): Promise<void> {
    await this.file.discard();
    await rm(this.folder, { recursive: true, force: true });
  }
}
