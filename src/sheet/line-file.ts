import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

/** A new text file, written line by line in flat memory: whoever writes waits while the disk is behind. */
export class LineFile {
  private constructor(
    readonly path: string,
    private readonly writer: WriteStream,
  ) {
    // Whoever waits hears of a fault by the promise, or at the next line; without a listener it would end the process.
    writer.on('error', () => undefined);
  }

  /** Makes the file, readable to its owner alone. Rejects with the file system's error, EEXIST where it is there. */
  static async make(path: string): Promise<LineFile> {
    const writer = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await once(writer, 'open');
    return new LineFile(path, writer);
  }

  /** Adds text as it is; the line's end belongs to it. */
  async add(text: string): Promise<void> {
    if (this.writer.errored) throw this.writer.errored;
    if (!this.writer.write(text)) await once(this.writer, 'drain');
  }

  /** Resolves when everything is in the file; nothing can be added after. */
  async end(): Promise<void> {
    this.writer.end();
    await finished(this.writer);
  }

  /** Takes the file away again. */
  async discard(): Promise<void> {
    this.writer.destroy();
    await rm(this.path, { force: true });
  }
}
