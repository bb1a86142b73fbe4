import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Embedded, startEmbedded } from '#store/embedded.js';

/** A PostgreSQL of its own, which may crash without taking the other tests along. What was committed is on the disk. */
export class OwnCluster {
  private constructor(
    private readonly folder: string,
    private readonly server: Embedded,
  ) {}

  static async open(): Promise<OwnCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'labor-bridge-crashes-'));
    // It may run as another user.
    chmodSync(folder, 0o755);
    const cluster = new OwnCluster(folder, await startEmbedded({ dataDir: folder, log: () => undefined }));
    const client = await cluster.connected();
    // What nobody waits for reaches the disk late, so that a crash forgets as much as it may.
    await client.query(`alter system set wal_writer_delay = '10s'`);
    await client.query('select pg_reload_conf()');
    await client.end();
    return cluster;
  }

  /** A superuser's, who may create databases. */
  get url(): string {
    return this.server.url;
  }

  /**
   * One of its processes is killed, so that it ends all of them, forgets what it had only in memory and replays its log;
   * answers when it serves again.
   */
  async crash(): Promise<void> {
    const [victim, witness] = [await this.connected(), await this.connected()];
    const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
    const allCutOff = new Promise((done) => witness.once('end', done));
    process.kill(Number(rows[0]?.pid), 'SIGKILL');
    await allCutOff;
    while (!(await this.answers())) await new Promise((done) => setTimeout(done, 20));
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async connected(): Promise<Client> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  private async answers(): Promise<boolean> {
    try {
      const client = await this.connected();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }
}
