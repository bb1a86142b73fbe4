import pg from 'pg';
import { loadParties } from '#bench/load-parties.js';
import { loadPostings } from '#bench/load-postings.js';
import { loadWorkers } from '#bench/load-workers.js';

/** How large the world of one run is. */
export interface Size {
  /** Invented workers, with their tags, wishes and standings. */
  readonly workers: number;
  /** Invented postings, about seven in ten of them open. */
  readonly postings: number;
}

/**
 * Fills a migrated, empty database: real regions and pairings of the demo files, invented everything else.
 * All by a hash of the row's number, so the same size is the same world in every run. The triggers that keep
 * the journal and the standings are off meanwhile, and the standings come from their own view at the end.
 * @param url of the database, as its owner and a superuser (`session_replication_role` asks for one)
 * @param say is told what has been done, for whoever waits
 */
export async function load(url: string, size: Size, say: (done: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench load' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`set local session_replication_role = replica`);
    await client.query(`set local synchronous_commit = off`);
    await client.query(`set local maintenance_work_mem = '256MB'`);
    await client.query(`set local work_mem = '64MB'`);
    await client.query(`select set_config('app.role', 'SYSTEM', true)`);
    await client.query(DICE);
    await loadParties(client);
    say('regions, pairings, organizations, accounts');
    await loadPostings(client, size.postings);
    say(`${size.postings} postings`);
    await loadWorkers(client, size.workers, say);
    await client.query('commit');
    await client.query('vacuum (analyze)');
    say('vacuumed and analyzed');
  } finally {
    await client.end();
  }
}

/**
 * `dice(n, salt)`: from 0 to below 1, the same for the same arguments for ever. `pick` takes one of a list;
 * `key(space, n)` is the n-th key of a noun, with the bits of a UUID version 7 (RFC 9562 section 5.7).
 */
const DICE = `
  create function pg_temp.dice(n bigint, salt bigint) returns double precision language sql immutable parallel safe as
    $f$ select (hashint8extended(n, salt) & 9007199254740991)::double precision / 9007199254740992 $f$;
  create function pg_temp.pick(list text[], roll double precision) returns text language sql immutable parallel safe as
    $f$ select list[1 + floor(roll * cardinality(list))::int] $f$;
  create function pg_temp.key(space text, n bigint) returns uuid language sql immutable parallel safe as
    $f$ select ('01900000-' || space || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $f$;
`;
