import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CLIENT_EXAMPLES, installClient } from './built-client.js';

/** What the twenty lines ask for: see client/README.md. */
export const TWENTY_LINES = {
  filter: { workRegion: '440600' },
  pair: { origin: '522631', destination: '440600' },
} as const;

const MOST_TAIL = 12;

/**
 * The twenty lines that docs/live.md shows, word for word, in a process of their own with the client package as it is
 * published; and what somebody knows who reads no more than what they print.
 */
export class TwentyLines {
  /** The postings that were printed as entered and not as left. */
  readonly ids = new Set<string>();
  /** The last printed states and numbers. */
  postings: { readonly state: string; readonly rows: number } | undefined;
  counts: { readonly state: string; readonly numbers: unknown } | undefined;
  /** The last of all lines, for whoever wonders why they are not right. */
  readonly tail: string[] = [];

  private constructor(
    private readonly home: string,
    private readonly program: ChildProcess,
  ) {
    const { stdout } = program;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.read(line));
  }

  /** `url`: of the server that they connect to; `token`: with which they come, whatever happens. */
  static start(url: string, token: string): TwentyLines {
    const home = installClient();
    const [lines = ''] = CLIENT_EXAMPLES;
    writeFileSync(join(home, 'twenty.mjs'), lines);
    const { port } = new URL(url);
    const env = { PATH: process.env['PATH'], PORT: port, TOKEN: token };
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    return new TwentyLines(
      home,
      spawn(process.execPath, [join(home, 'twenty.mjs')], { env, stdio: [...stdio] }),
    );
  }

  async stop(): Promise<void> {
    const { program, home } = this;
    if (program.exitCode === null && program.signalCode === null) {
      const gone = new Promise((done) => program.once('exit', done));
      program.kill();
      await gone;
    }
    rmSync(home, { recursive: true, force: true });
  }

  private read(line: string): void {
    if (this.tail.push(line) > MOST_TAIL) this.tail.shift();
    const [, op, id = ''] = /^(ENTER|UPDATE|LEAVE) (\S+) /.exec(line) ?? [];
    if (op === 'LEAVE') this.ids.delete(id);
    else if (op) this.ids.add(id);
    const [, state = '', rows] = /^postings (\D+) (\d+) /.exec(line) ?? [];
    if (rows !== undefined) this.postings = { state, rows: Number(rows) };
    const [, standing = '', numbers] = /^counts (\D+) \S+Z (undefined|\{.*\}) /.exec(line) ?? [];
    if (numbers !== undefined)
      this.counts = { state: standing, numbers: numbers === 'undefined' ? undefined : JSON.parse(numbers) };
  }
}
