import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { COMPILED_ONCE, killed, PROJECT } from './other-process.js';
import { KEYS } from './world.js';

/** The program as it is built, in a folder of its own. */
export interface Built {
  readonly home: string;
  remove(): void;
}

/** Builds the sources as they stand, as `npm run build` does. */
export function build(): Built {
  const home = mkdtempSync(join(tmpdir(), 'labor-bridge-built-'));
  chmodSync(home, 0o755);
  cpSync(join(PROJECT, 'package.json'), join(home, 'package.json'));
  for (const name of ['node_modules', 'docs']) symlinkSync(join(PROJECT, name), join(home, name));
  mkdirSync(join(home, 'data'));
  const swc = join(PROJECT, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  execFileSync(process.execPath, [swc, 'src', 'migrations', '-d', join(home, 'dist'), '--quiet'], {
    cwd: PROJECT,
  });
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** As main.ts does, but without a demo world: the database has the tests' own places and accounts. */
const RUN = `import { startApp } from './dist/src/app.js';
  import { ownConfig } from './dist/src/config.js';
  import { flushCompileCache } from 'node:module';
  await startApp(ownConfig('start'), { say() {} });
  // Whoever is killed could not keep it later.
  flushCompileCache();`;

/** A server that can be killed and started again, on the same database and the same port. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private told = '';

  private constructor(
    private readonly home: string,
    private readonly databaseUrl: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** `settings`: further ones of the README's table. */
  static async on(
    built: Built,
    databaseUrl: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    return new ServerProcess(built.home, databaseUrl, await freePort(), settings);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(): void {
    this.told = '';
    const child = spawn(process.execPath, ['--input-type=module', '-e', RUN], {
      cwd: this.home,
      env: {
        PATH: '/usr/bin:/bin',
        HOME: this.home,
        DATA_DIR: join(this.home, 'data'),
        DATABASE_URL: this.databaseUrl,
        PORT: String(this.port),
        LOG_LEVEL: 'error',
        ...COMPILED_ONCE,
        DATABASE_POOL: '8',
        ...KEYS,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const channel of [child.stdout, child.stderr])
      channel.on('data', (bytes: Buffer) => {
        this.told += bytes.toString();
      });
    this.child = child;
  }

  /** Waits until it says that it can serve; answers false when it was killed instead. */
  async ready(): Promise<boolean> {
    while (this.child?.exitCode === null && this.child.signalCode === null) {
      const said = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (said?.status === 200) return true;
      await new Promise((done) => setTimeout(done, 50));
    }
    if (this.child?.signalCode) return false;
    throw new Error(`it ended by itself: ${this.told}`);
  }

  /** Ends it with no chance to say a word, and waits until it is gone. */
  async kill(): Promise<void> {
    await killed(this.child);
  }
}
