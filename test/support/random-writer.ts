import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { killed } from './other-process.js';

/** Connections on which it writes; each is cut as often as those of the program. */
const WRITERS = 8;

/** Writes to a database beside the program, in a process of its own (writes-at-random.mjs), until it is stopped. */
export class RandomWriter {
  private constructor(private readonly program: ChildProcess) {}

  /**
   * `statements`: made one after the other, and again from the first, each with the number of the write for $1; so many
   * in a second, if the database can.
   */
  static start(url: string, statements: readonly string[], aSecond: number): RandomWriter {
    const program = spawn(process.execPath, [join(import.meta.dirname, 'writes-at-random.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    program.stdin?.write(`${JSON.stringify({ url, aSecond, writers: WRITERS, statements })}\n`);
    return new RandomWriter(program);
  }

  /** Answers how many were made. */
  async stop(): Promise<number> {
    const { stdin, stdout } = this.program;
    if (!stdin || !stdout) throw new Error('it has no channels');
    stdin.end();
    return Number(await text(stdout));
  }

  async kill(): Promise<void> {
    await killed(this.program);
  }
}
