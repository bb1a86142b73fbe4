import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freePort } from './free-port.js';
import { killed } from './other-process.js';

/** Where Debian puts it, which the search path of a plain user does not always name. */
const USUAL = ['/usr/sbin', '/usr/local/bin'];
const USER = 'bridge';
const PASSWORD = 'p@ss/word';

/** The nats-server of this machine: NATS_SERVER, or the first in the search path. */
export const NATS_SERVER: string | undefined = find();

function find(): string | undefined {
  const named = process.env['NATS_SERVER'];
  if (named) return named;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL];
  return folders.map((folder) => join(folder, 'nats-server')).find((file) => existsSync(file));
}

/**
 * Stories with a broker: the only ones that may be left out, where the machine has none, and not without saying so loudly.
 * @param what is not tested then.
 */
export function describeWithBroker(what: string, stories: () => void): void {
  if (!NATS_SERVER)
    process.stderr.write(
      `\n*** NO nats-server: “${what}” IS NOT TESTED. Install it (Debian: apt-get install nats-server) or set NATS_SERVER. ***\n\n`,
    );
  (NATS_SERVER ? describe : describe.skip)(what, stories);
}

/** A real nats-server with JetStream, that can be killed and started again on the same port. */
export class BrokerProcess {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async open(): Promise<BrokerProcess> {
    const broker = new BrokerProcess(await freePort(), mkdtempSync(join(tmpdir(), 'labor-bridge-broker-')));
    await broker.start();
    return broker;
  }

  get url(): string {
    return `nats://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (!NATS_SERVER) throw new Error('no nats-server');
    const words = ['-js', '-sd', this.folder, '-a', '127.0.0.1', '-p', String(this.port)];
    this.child = spawn(NATS_SERVER, [...words, '--user', USER, '--pass', PASSWORD], { stdio: 'ignore' });
    for (;;) {
      const connection = await this.connect().catch(() => undefined);
      if (connection) return connection.close();
      if (this.child.exitCode !== null)
        throw new Error(`nats-server ended by itself: ${this.child.exitCode}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** As somebody who has nothing to do with us. */
  connect(): Promise<NatsConnection> {
    return connect({ servers: `127.0.0.1:${this.port}`, user: USER, pass: PASSWORD, reconnect: false });
  }

  async kill(): Promise<void> {
    await killed(this.child);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
