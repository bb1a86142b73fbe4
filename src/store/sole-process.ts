import { Client } from 'pg';

export interface SoleSettings {
  readonly connectionString: string;
  /** The advisory lock: one process at a time holds it. */
  readonly lock: number;
  /** How often it is tried for, and looked at whether it is still held. */
  readonly everyMs: number;
  /** This process is the one from now on. */
  readonly onWon: () => void;
  /** It is no longer: the connection that held the lock is gone, and another process may be the one already. */
  readonly onLost: () => void;
}

/**
 * Makes one process of many do what must be done once, as long as it lives: it holds an advisory lock on a connection of
 * its own, which PostgreSQL frees by itself when the process or its connection ends.
 */
export function beSoleProcess(settings: SoleSettings): { stop(): Promise<void> } {
  const { connectionString, lock, everyMs } = settings;
  let client: Client | undefined;
  let won = false;
  let stopped = false;
  let looking: Promise<void> | undefined;

  const lose = (): void => {
    void client?.end().catch(() => undefined);
    client = undefined;
    if (won) settings.onLost();
    won = false;
  };
  const connect = async (): Promise<Client> => {
    const fresh = new Client({
      connectionString,
      application_name: 'labor-bridge sole',
      keepAlive: true,
      connectionTimeoutMillis: everyMs,
      query_timeout: 2 * everyMs,
    });
    fresh.on('error', () => client === fresh && lose());
    await fresh.connect();
    return fresh;
  };
  const look = async (): Promise<void> => {
    try {
      client ??= await connect();
      const { rows } = await client.query<{ held: boolean }>(
        won ? 'select true as held' : `select pg_try_advisory_lock(${lock}) as held`,
      );
      if (stopped || won || !rows[0]?.held) return;
      won = true;
      settings.onWon();
    } catch {
      // Whoever serves says that the database is away; here it only means that the lock is not held.
      lose();
    }
  };
  const again = (): void => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
  const timer = setInterval(again, everyMs).unref();
  again();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      won = false;
      await client?.end().catch(() => undefined);
    },
  };
}
