import { Pool } from 'pg';
import { SERVING_ROLE } from './orm.js';

/** A part of an account's minute that one process may spend. */
export interface Loan {
  /** Points given, at most those asked for. */
  readonly granted: number;
  /** Points of the minute that nobody has been given yet. */
  readonly beyond: number;
  /** Milliseconds until the minute of this account begins anew. */
  readonly msLeft: number;
}

/** Gives a process `points` of what is left of an account's minute of `limit`, whichever processes ask. */
export type LendPoints = (account: string, points: number, limit: number) => Promise<Loan>;

/** One row an account is all that the processes share; the minute goes by the database's clock. */
const LEND = {
  name: 'lend points',
  text: `
    insert into point_allowance as a (account, began_at, spent, granted) values ($1, now(), least($2::bigint, $3::bigint), least($2::bigint, $3::bigint))
    on conflict (account) do update set
      began_at = case when a.began_at + interval '1 minute' > now() then a.began_at else now() end,
      spent = case when a.began_at + interval '1 minute' > now() then a.spent + greatest(0, least($2::bigint, $3::bigint - a.spent)) else least($2::bigint, $3::bigint) end,
      granted = case when a.began_at + interval '1 minute' > now() then greatest(0, least($2::bigint, $3::bigint - a.spent)) else least($2::bigint, $3::bigint) end
    returning granted::float8 as granted, greatest(0, $3::bigint - spent)::float8 as beyond,
      (extract(epoch from began_at + interval '1 minute' - now()) * 1000)::float8 as "msLeft"`,
};

/** A statement for an account in a while: one connection does, and a second when one is slow. */
const WIDTH = 2;
const TIMEOUT_MS = 2_000;
const IDLE_MS = 60_000;

/** Lends by one statement each, apart from all reads: they may wait for one another, the limit for nobody. */
export function openLender(connectionString: string): { lend: LendPoints; stop(): Promise<void> } {
  const pool = new Pool({
    connectionString,
    max: WIDTH,
    application_name: 'labor-bridge points',
    options: `-c role=${SERVING_ROLE} -c statement_timeout=${TIMEOUT_MS}`,
    keepAlive: true,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: TIMEOUT_MS,
  });
  // A lost connection leaves the pool by itself; unheard, its end would be the process's.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    async lend(account, points, limit) {
      const { rows } = await pool.query<Loan>({ ...LEND, values: [account, points, limit] });
      const [loan] = rows;
      if (!loan) throw new Error('no row of the allowance came back');
      return loan;
    },
    stop: () => pool.end(),
  };
}
