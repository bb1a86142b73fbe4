import { Client } from 'pg';
import type { Snapshot } from '#journal/position.js';
import { outrunCrash } from './outrun-crash.js';
import { type Look, lookSince, mustReachBack } from './read-journal.js';

/** Who has not looked for so long asks whether anything was forgotten meanwhile. Far less than the journal is kept. */
const AWAY_MS = 3_600_000;

/**
 * One plan for all looks, by the index on transactions: the journal is never read from its beginning. The planner cannot
 * know that the news are few: left alone it would, once the journal is long, call helpers for them and take ten times as long.
 */
export const ONE_PLAN = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'max_parallel_workers_per_gather=0',
];

export interface LineSettings {
  readonly connectionString: string;
  readonly role: string;
  readonly onFault: (fault: unknown) => void;
  /** Told when the journal grew, while the line listens. */
  readonly onNews: () => void;
}

/** The one connection on which a process looks at the journal, and for looking alone; opened anew when it is lost. */
export class LookLine {
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private listening = false;
  private stopped = false;
  /** When it looked last, by the database's clock. */
  private lookedAt: number | undefined;

  constructor(
    private readonly settings: LineSettings,
    private readonly awayMs = AWAY_MS,
  ) {}

  /** Where the journal stands now. */
  async position(): Promise<string> {
    const client = await this.connected();
    const { rows } = await client.query<{ snapshot: string }>(
      'select pg_current_snapshot()::text as snapshot',
    );
    return String(rows[0]?.snapshot);
  }

  /**
   * Reads what came since a position. With `listen` it hears of all news from before this look on; without, PostgreSQL
   * need not wake it. `asked` is when it was sent, by `performance.now`. Whoever was away for longer than the journal is
   * kept is told nothing any more, and looks behind until it is started anew.
   */
  async since(
    from: Snapshot,
    nouns: readonly string[],
    listen: boolean,
  ): Promise<Look & { readonly asked: number }> {
    // Nothing is waited for before it is asked: whoever was just woken asks in the same breath.
    const client = this.client ?? (await this.connected());
    if (listen !== this.listening) {
      await client.query(listen ? 'listen journal' : 'unlisten journal');
      this.listening = listen;
    }
    const asked = performance.now();
    const look = await lookSince(client, from, nouns);
    if (look.at - (this.lookedAt ?? look.at) >= this.awayMs) await mustReachBack(client, from);
    this.lookedAt = look.at;
    return { ...look, asked };
  }

  drop(): void {
    this.client?.end().catch(() => undefined);
    this.client = undefined;
    this.listening = false;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  /** Whoever asks while it is being opened waits for the same. */
  private connected(): Promise<Client> {
    if (this.client) return Promise.resolve(this.client);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.settings.connectionString,
      application_name: 'labor-bridge follow',
      options: [`role=${this.settings.role}`, 'app.role=SYSTEM', ...ONE_PLAN].map((o) => `-c ${o}`).join(' '),
      keepAlive: true,
    });
    client.on('error', (fault) => {
      if (!this.stopped) this.settings.onFault(fault);
      if (this.client === client) this.drop();
    });
    client.on('notification', () => this.listening && this.settings.onNews());
    try {
      await client.connect();
      await outrunCrash(client);
    } catch (fault) {
      client.end().catch(() => undefined);
      throw fault;
    }
    this.client = client;
    this.listening = false;
    return client;
  }
}
