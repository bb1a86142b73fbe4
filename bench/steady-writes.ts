import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { WATCH } from '#bench/live-contestants.js';
import { type Measure, median, percentile } from '#bench/measure.js';
import { startOpener } from '#bench/opener.js';
import { startOurs } from '#bench/servers.js';
import { subscriberOf } from '#bench/subscriber.js';

const PER_SECOND = 200;
/** Before anything is counted, so that both sides have met the path. */
const RUN_IN_SECONDS = 3;
const MOST_MEDIAN = 4;
const MOST_P99 = 6;
const PATIENCE_MS = 5_000;

interface Watched {
  readonly watchPostings: {
    readonly __typename: string;
    readonly changes?: readonly { readonly id: string; readonly version: number }[];
  };
}

/**
 * From commit to frame while 200 rows a second change, one in a transaction: to a subscriber of the watched list, who
 * gets each row, and to a bare `LISTEN`, who gets a word without content. Both sit in this process, the clock starts for
 * both as COMMIT is sent, and no commit waits for the disk, which would flatter the ratio.
 */
export async function measureSteadyWrites(
  url: string,
  seconds: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const server = await startOurs(url);
  const opener = await startOpener(url, 20, 150).catch(async (fault: unknown) => {
    await server.stop();
    throw fault;
  });
  const listener = new pg.Client({ connectionString: url, application_name: 'bench listener' });
  // A frame has come when its message has, as a notice has when it is told: what a client makes of either is its own.
  let came = 0;
  const client = subscriberOf(server, () => {
    came = performance.now();
  });
  try {
    const noticed: number[] = [];
    const framed = new Map<string, number>();
    let fault: unknown;
    let stands = false;
    listener.on('notification', () => void noticed.push(performance.now()));
    await listener.connect();
    await listener.query('listen journal');
    client.subscribe<Watched>(
      { query: WATCH },
      {
        next: ({ data, errors }) => {
          fault ??= errors;
          if (data?.watchPostings.__typename === 'CaughtUp') stands = true;
          for (const { id, version } of data?.watchPostings.changes ?? [])
            framed.set(`${id} ${version}`, came);
        },
        error: (one) => {
          fault ??= one;
        },
        complete: () => undefined,
      },
    );
    for (const from = performance.now(); !stands; await delay(20))
      if (fault || performance.now() - from > PATIENCE_MS)
        throw new Error(`the watched list does not stand: ${JSON.stringify(fault ?? 'silence')}`);
    noticed.length = 0;
    const written: { readonly name: string; readonly sent: number }[] = [];
    const total = (RUN_IN_SECONDS + seconds) * PER_SECOND;
    const from = performance.now();
    for (let number = 0; number < total; number += 1) {
      const early = from + (number * 1000) / PER_SECOND - performance.now();
      if (early > 0) await delay(early);
      const posting = opener.postings[number % opener.postings.length];
      if (!posting) continue;
      const { sent, version } = await opener.toggle(posting);
      written.push({ name: `${posting.row['id']} ${version}`, sent });
    }
    const rate = (total * 1000) / (performance.now() - from);
    await delay(500);
    if (fault || framed.size < total || noticed.length !== total)
      throw new Error(
        `of ${total} changes ${framed.size} came as frames and ${noticed.length} as notices: ${JSON.stringify(fault ?? '')}`,
      );
    const counted = written.slice(RUN_IN_SECONDS * PER_SECOND);
    const frames = counted.map(({ name, sent }) => (framed.get(name) ?? Number.NaN) - sent);
    const notices = counted.map(
      ({ sent }, i) => (noticed[i + RUN_IN_SECONDS * PER_SECOND] ?? Number.NaN) - sent,
    );
    say(`${counted.length} changes at ${rate.toFixed(0)} a second`);
    if (rate < 0.95 * PER_SECOND) throw new Error(`only ${rate.toFixed(0)} writes a second could be made`);
    const of = (name: string, ours: number, bare: number, most: number): Measure => ({
      name,
      unit: 'ms',
      ours,
      peers: { 'bare LISTEN': bare },
      ratios: { 'bare LISTEN': ours / bare },
      goal: `≤ ${most} × bare LISTEN`,
      holds: ours / bare <= most,
      note: `${counted.length} changes of a watched list at ${PER_SECOND} writes a second`,
    });
    return [
      of('commit-to-frame.busy', median(frames), median(notices), MOST_MEDIAN),
      of('commit-to-frame.busy.p99', percentile(frames, 0.99), percentile(notices, 0.99), MOST_P99),
    ];
  } finally {
    await client.dispose();
    await listener.end();
    await opener.stop();
    await server.stop();
  }
}
