import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CITY } from '#bench/load-parties.js';
import { type Measure, median, percentile } from '#bench/measure.js';
import { type Commit, startOpener } from '#bench/opener.js';
import { startOurs } from '#bench/servers.js';
import { subscriberOf } from '#bench/subscriber.js';

const TRIALS = 400;
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
 * the clock starts for both as COMMIT is sent. Every second commit waits for the disk, as the product's do;
 * those are told beside. The goal is held against the others: the same wait in both numbers would make
 * their ratio look better than it is.
 */
export async function measureCommitToFrame(url: string, say: (text: string) => void): Promise<Measure[]> {
  const server = await startOurs(url);
  const opener = await startOpener(url, 10, TRIALS + REHEARSALS).catch(async (fault: unknown) => {
    await server.stop();
    throw fault;
  });
  const listener = new pg.Client({ connectionString: url, application_name: 'bench listener' });
  const client = subscriberOf(server);
  try {
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
    const { postings } = opener;
    // A small world has few postings that wait.
    const rehearsals = Math.min(REHEARSALS, Math.floor(postings.length / 4));
    const told: Record<Commit, Told> = {
      quick: { frames: [], notices: [] },
      durable: { frames: [], notices: [] },
    };
    for (const [number, posting] of postings.entries()) {
      const commit = number % 2 === 0 ? 'quick' : 'durable';
      const sent = await opener.open(posting, commit);
      const [frame, notice] = await Promise.all([frames.after(posting.title, sent), bare.after('any', sent)]);
      if (fault || frame === undefined || notice === undefined)
        throw new Error(
          `no frame for a committed posting within ${PATIENCE_MS} ms: ${JSON.stringify(fault ?? 'silence')}\n${server.words()}`,
        );
      if (number >= rehearsals) {
        told[commit].frames.push(frame);
        told[commit].notices.push(notice);
      }
      // Commits that follow on each other's heels would be told in one batch.
      await delay(15);
    }
    for (const [commit, { frames: ours, notices: theirs }] of Object.entries(told))
      say(
        `${ours.length} ${commit} commits; frame p99 ${percentile(ours, 0.99).toFixed(2)} ms, bare p99 ${percentile(theirs, 0.99).toFixed(2)} ms`,
      );
    return [
      measure('commit-to-frame', told.quick, MOST, 'commits that do not wait for the disk'),
      measure('commit-to-frame.durable', told.durable, null, 'commits that wait for the disk'),
    ];
  } finally {
    await client.dispose();
    await opener.stop();
    await listener.end();
    await server.stop();
  }
}

/** Milliseconds from COMMIT to the frame and to the notification. */
interface Told {
  readonly frames: number[];
  readonly notices: number[];
}

function measure(name: string, { frames, notices }: Told, most: number | null, what: string): Measure {
  const ratio = median(frames) / median(notices);
  return {
    name,
    unit: 'ms',
    ours: median(frames),
    peers: { 'bare LISTEN': median(notices) },
    ratios: { 'bare LISTEN': ratio },
    goal: most === null ? '' : `≤ ${most} × bare LISTEN`,
    holds: most === null ? null : ratio <= most,
    note: `median of ${frames.length} ${what}`,
  };
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
