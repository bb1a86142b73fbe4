import { type ChildProcess, spawn } from 'node:child_process';

/** A shell that a reader types into: what was exported stays, what runs keeps it until it ends. */
export class Terminal {
  private readonly shell: ChildProcess;
  private wakers: (() => void)[] = [];
  private typed = 0;
  private ended = false;
  /** All that was printed, errors too. */
  printed = '';

  constructor(folder: string, env: Record<string, string>) {
    // One pipe for both: what was printed first is read first.
    const shell = ['-c', 'exec sh 2>&1'];
    this.shell = spawn('sh', shell, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.shell.stdout, this.shell.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        this.printed += text;
        this.wake();
      });
    }
    this.shell.once('exit', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** Types lines and does not wait for them. */
  type(text: string): void {
    this.shell.stdin?.write(`${text}\n`);
  }

  /** Types lines and waits until they have run: what they printed, and the exit code of the last. */
  async run(text: string, patienceMs = 60_000): Promise<{ printed: string; code: number }> {
    const from = this.printed.length;
    const mark = `-- done ${(this.typed += 1)} --`;
    this.type(`${text}\necho "${mark} $?"`);
    const [line = ''] = await this.sees(new RegExp(`${mark} \\d+`), patienceMs);
    const to = this.printed.indexOf(line, from);
    return { printed: this.printed.slice(from, to), code: Number(line.slice(mark.length)) };
  }

  /** Waits until it has printed this, from `from` on. */
  async sees(wanted: RegExp, patienceMs = 60_000, from = 0): Promise<RegExpExecArray> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const found = wanted.exec(this.printed.slice(from));
      if (found) return found;
      if (this.ended || Date.now() > until)
        throw new Error(`no ${wanted} ${this.ended ? 'before its end' : 'in time'}:\n${this.printed}`);
      await this.change(until - Date.now());
    }
  }

  /** Ctrl-C: every process in the foreground hears it. Resolves when all have ended; answers the milliseconds. */
  async interrupt(signal: NodeJS.Signals = 'SIGINT', patienceMs = 20_000): Promise<number> {
    const { pid } = this.shell;
    const since = Date.now();
    if (pid === undefined || !alive(-pid)) return 0;
    process.kill(-pid, signal);
    while (alive(-pid)) {
      if (Date.now() - since > patienceMs) throw new Error(`still running:\n${this.printed}`);
      await new Promise((done) => setTimeout(done, 20));
    }
    return Date.now() - since;
  }

  private async change(patienceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((done) => {
      timer = setTimeout(done, patienceMs);
      this.wakers.push(done);
    });
    clearTimeout(timer);
  }

  private wake(): void {
    for (const waker of this.wakers.splice(0)) waker();
  }
}

/** Is there still a process of this id, or of this group when negative? */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}
