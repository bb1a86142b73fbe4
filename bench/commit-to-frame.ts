import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { WebSocket } from 'ws';
import { CITY, CITY_PATH } from '#bench/load-parties.js';
import { type Measure, median, percentile } from '#bench/measure.js';
import { startOurs } from '#bench/servers.js';

const TRIALS = 200;
/** Before anything is counted, so that both sides have met the path. */
const REHEARSALS = 30;
/** At most, from the commit to the later of the two listeners. */
const PATIENCE_MS = 10_000;
/** At most, ours of what a bare LISTEN takes. */
const MOST = 5;

const WATCH = `subscription Opened($filter: PostingFilter) { postingPublished(filter: $filter) { posting { title } position } }`;

/**
 * From the commit of an opened posting to two listeners of that very commit: a bare `LISTEN` on the journal's
 * channel, and a subscriber of our server over graphql-ws, who gets the posting. Both sit in this process and
 * the clock starts for both as COMMIT is sent. The writer does not wait for the disk (synchronous_commit off):
 * with it, the same wait would stand in both numbers and make their ratio look better than it is.
 */
export async function measureCommitToFrame(url: string, say: (text: string) => void): Promise<Measure[]> {
  const server = await startOurs(url);
  const writer = new pg.Client({ connectionString: url, application_name: 'bench writer' });
  const listener = new pg.Client({ connectionString: url, application_name: 'bench listener' });
  const client = createClient({
    url: server.url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: server.headers['authorization'] },
    retryAttempts: 0,
  });
  try {
    await writer.connect();
    await listener.connect();
    const bare = new Arrivals();
    listener.on('notification', () => bare.arrive('any'));
    await listener.query('listen journal');
    const frames = new Arrivals();
    let fault: unknown;
    client.subscribe<{ postingPublished: { posting: { title: string } } }>(
      { query: WATCH, variables: { filter: { workRegion: CITY } } },
      {
        next: ({ data, errors }) => {
          if (errors) fault = errors;
          else if (data) frames.arrive(data.postingPublished.posting.title);
        },
        error: (one) => {
          fault = one;
        },
        complete: () => undefined,
      },
    );
    // The subscription begins "from now on"; the server says nothing when it stands.
    await delay(1_000);
    const postings = await waiting(writer);
    // A small world has few postings that wait.
    const rehearsals = Math.min(REHEARSALS, Math.floor(postings.length / 4));
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (const [number, posting] of postings.entries()) {
      const sent = await open(writer, posting.id);
      const [frame, notice] = await Promise.all([frames.after(posting.title, sent), bare.after('any', sent)]);
      if (fault || frame === undefined || notice === undefined)
        throw new Error(
          `no frame for a committed posting within ${PATIENCE_MS} ms: ${JSON.stringify(fault ?? 'silence')}\n${server.words()}`,
        );
      if (number >= rehearsals) {
        ours.push(frame);
        theirs.push(notice);
      }
      // Commits that follow on each other's heels would be told in one batch.
      await delay(15);
    }
    say(
      `${ours.length} commits; frame p99 ${percentile(ours, 0.99).toFixed(2)} ms, bare p99 ${percentile(theirs, 0.99).toFixed(2)} ms`,
    );
    const ratio = median(ours) / median(theirs);
    return [
      {
        name: 'commit-to-frame',
        unit: 'ms',
        ours: median(ours),
        peers: { 'bare LISTEN': median(theirs) },
        ratios: { 'bare LISTEN': ratio },
        goal: `≤ ${MOST} × bare LISTEN`,
        holds: ratio <= MOST,
        note: `median of ${ours.length} commits that do not wait for the disk`,
      },
    ];
  } finally {
    await client.dispose();
    await putBack(writer).catch(() => undefined);
    await writer.end();
    await listener.end();
    await server.stop();
  }
}

/** When what arrived, and who waits for it. */
class Arrivals {
  private readonly times = new Map<string, number>();
  private waiter: (() => void) | undefined;

  arrive(name: string): void {
    this.times.set(name, performance.now());
    this.waiter?.();
  }

  /** Milliseconds from `sent` to the arrival of that name; undefined when none comes in time. */
  async after(name: string, sent: number): Promise<number | undefined> {
    for (;;) {
      const time = this.times.get(name);
      if (time !== undefined && time >= sent) return time - sent;
      const left = sent + PATIENCE_MS - performance.now();
      if (left <= 0) return undefined;
      await new Promise<void>((next) => {
        this.waiter = next;
        setTimeout(next, left).unref();
      });
    }
  }
}

const MARK = 'bench commit-to-frame';

async function waiting(writer: pg.Client): Promise<{ id: string; title: string }[]> {
  await writer.query(`set synchronous_commit = off`);
  await writer.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:bench', false), set_config('app.verb', 'posting.open', false)`,
  );
  const { rows } = await writer.query<{ id: string; title: string }>(
    `update job_posting set state_reason = $1 where id in (select id from job_posting where state = 'SUBMITTED' and destination >= $2 and destination < $3 order by id limit $4)
     returning id, title`,
    [MARK, CITY_PATH, `${CITY_PATH}~`, TRIALS + REHEARSALS],
  );
  if (rows.length < 10)
    throw new Error(`only ${rows.length} postings of ${CITY} wait to be opened: load more with --postings`);
  return rows;
}

/** Opens one posting in a transaction of its own; answers when COMMIT was sent. */
async function open(writer: pg.Client, id: string): Promise<number> {
  await writer.query('begin');
  await writer.query(
    `update job_posting set state = 'OPEN', opened_at = clock_timestamp(), version = version + 1 where id = $1`,
    [id],
  );
  const sent = performance.now();
  await writer.query('commit');
  return sent;
}

/** The postings wait again, so that the next run finds the world as this one did. */
async function putBack(writer: pg.Client): Promise<void> {
  await writer.query(
    `update job_posting set state = 'SUBMITTED', opened_at = null, state_reason = null where state_reason = $1`,
    [MARK],
  );
}
