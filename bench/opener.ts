import pg from 'pg';
import { CITY_PATH } from '#bench/load-parties.js';

/** A posting that waits to be opened. */
export interface Waiting {
  readonly id: string;
  readonly title: string;
  /** The row as the peers of the live measures send it: finished, in JSON. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** `durable` waits for the disk (synchronous_commit on), `quick` does not. */
export type Commit = 'quick' | 'durable';

/** Opens postings of the city, one in a transaction, and lets them wait again. */
export interface Opener {
  readonly postings: readonly Waiting[];
  /** Opens one; answers when COMMIT was sent (`performance.now`). With `tellPeers` the peers hear of it in the same commit. */
  open(posting: Waiting, commit: Commit, tellPeers?: boolean): Promise<number>;
  /** Opens it, or lets it wait again if it is open, and does not wait for the disk; answers when COMMIT was sent, and the version. */
  toggle(posting: Waiting): Promise<{ sent: number; version: number }>;
  /** All of them wait again, so that the next turn, or run, finds the world as this one did. */
  putBack(): Promise<void>;
  stop(): Promise<void>;
}

const MARK = 'bench';

/** Takes at most `most` postings that wait in the city; refuses a world that has fewer than `least`. */
export async function startOpener(url: string, least: number, most: number): Promise<Opener> {
  const writer = new pg.Client({ connectionString: url, application_name: 'bench writer' });
  await writer.connect();
  const putBack = async (): Promise<void> => {
    await writer.query(
      `update job_posting set state = 'SUBMITTED', opened_at = null where state_reason = $1 and state <> 'SUBMITTED'`,
      [MARK],
    );
  };
  try {
    const postings = await takeWaiting(writer, most);
    // What an interrupted run left open waits again.
    await putBack();
    if (postings.length < least)
      throw new Error(
        `only ${postings.length} postings of the city wait to be opened: load more with --postings`,
      );
    return {
      postings,
      putBack,
      async open({ id, row }, commit, tellPeers = false) {
        await writer.query('begin');
        await writer.query(`set local synchronous_commit = ${commit === 'durable' ? 'on' : 'off'}`);
        await writer.query(
          `update job_posting set state = 'OPEN', opened_at = clock_timestamp(), version = version + 1 where id = $1`,
          [id],
        );
        if (tellPeers) await writer.query(TELL, [JSON.stringify(row)]);
        const sent = performance.now();
        await writer.query('commit');
        return sent;
      },
      async toggle({ id }) {
        await writer.query('begin; set local synchronous_commit = off');
        const { rows } = await writer.query<{ version: number }>(TOGGLE, [id]);
        const sent = performance.now();
        await writer.query('commit');
        return { sent, version: Number(rows[0]?.version) };
      },
      async stop() {
        await putBack().catch(() => undefined);
        await writer
          .query('update job_posting set state_reason = null where state_reason = $1', [MARK])
          .catch(() => undefined);
        await writer.end();
      },
    };
  } catch (fault) {
    await writer.end();
    throw fault;
  }
}

const TOGGLE = `update job_posting set version = version + 1, opened_at = clock_timestamp(),
  state = case state when 'OPEN' then 'SUBMITTED' else 'OPEN' end where id = $1 returning version`;

/** The position is as long as one of ours, which holds the same. */
const TELL = `select pg_notify('bench_news', jsonb_build_object(
  'position', translate(encode(convert_to('1.' || epoch || '.' || pg_current_snapshot(), 'UTF8'), 'base64'), E'+/=\\n', '-_'),
  'posting', $1::jsonb || jsonb_build_object('openedAt', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
)::text) from deployment`;

async function takeWaiting(writer: pg.Client, most: number): Promise<Waiting[]> {
  await writer.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:bench', false), set_config('app.verb', 'posting.open', false)`,
  );
  const { rows } = await writer.query<Waiting>(
    `update job_posting p set state_reason = $1 from region r
     where r.code = p.work_region and p.id in (
       select id from job_posting where (state = 'SUBMITTED' or state_reason = $1) and destination >= $2 and destination < $3
       order by id limit $4)
     returning p.id, p.title, jsonb_build_object(
       'id', translate(encode(convert_to('JobPosting:' || p.id, 'UTF8'), 'base64'), E'+/=\\n', '-_'),
       'title', p.title, 'occupation', p.occupation, 'headcount', p.headcount, 'wageMin', p.wage_min_fen, 'wageMax', p.wage_max_fen,
       'wagePeriod', p.wage_period, 'state', 'OPEN', 'housing', p.housing, 'validTo', p.valid_to,
       'workRegion', jsonb_build_object('code', r.code, 'name', r.name)) as row`,
    [MARK, CITY_PATH, `${CITY_PATH}~`, most],
  );
  return rows;
}
