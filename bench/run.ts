import { FULL, MEASURES, type MeasureName, readWish, USAGE, type Wish } from '#bench/arguments.js';
import { measureAttacks } from '#bench/attacks.js';
import { measureBoot } from '#bench/boot.js';
import { measureCommitToFrame } from '#bench/commit-to-frame.js';
import { measureContest } from '#bench/contest.js';
import { FEW_WORKERS, measureCounts } from '#bench/counts.js';
import { measureFanout } from '#bench/fanout.js';
import { measureIdle } from '#bench/idle.js';
import { installPeers } from '#bench/install.js';
import { LIST } from '#bench/list.js';
import { type Measure, rounded, table } from '#bench/measure.js';
import { keepResults } from '#bench/results.js';
import { SIX_LISTS } from '#bench/six-lists.js';
import { measureSteadyWrites } from '#bench/steady-writes.js';
import { measureStorm } from '#bench/storm.js';
import { type Cluster, openCluster, openWorld } from '#bench/world.js';

/** However it goes, a run is over after this: an hour. */
const LONGEST_MS = 3_600_000;
const CONNECTIONS = 10;
/** Idle sockets for each socket of the other live measures. */
const IDLE_SOCKETS = 5;
/** So many that enough of them wait to be opened in one city, and a watched list holds no more than it may. */
const LIVE_POSTINGS = 50_000;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function measure(name: MeasureName, wish: Wish, cluster: Cluster): Promise<Measure[]> {
  const { seconds, warmUpSeconds, runInSeconds } = wish;
  const pace = { connections: CONNECTIONS, seconds, warmUpSeconds, runInSeconds };
  const world = (workers: number): Promise<string> =>
    openWorld(cluster, { workers, postings: wish.postings }, say);
  // What a stream costs follows changes and listeners, not the size of the world.
  const liveWorld = (): Promise<string> =>
    openWorld(cluster, { workers: Math.min(FEW_WORKERS, wish.workers), postings: LIVE_POSTINGS }, say);
  switch (name) {
    case 'list':
      return measureContest(LIST, await world(wish.workers), cluster.postmaster, pace, wish.rounds, say);
    case 'six-lists': {
      const url = await world(wish.workers);
      const found: Measure[] = [];
      for (const contest of SIX_LISTS)
        found.push(...(await measureContest(contest, url, cluster.postmaster, pace, wish.rounds, say)));
      return found;
    }
    case 'search': {
      const url = await world(wish.workers);
      const { searchContest } = await import('#bench/search.js');
      const contest = await searchContest(url, say);
      return measureContest(contest, url, cluster.postmaster, pace, wish.rounds, say);
    }
    case 'counts': {
      const urls = { few: await world(Math.min(FEW_WORKERS, wish.workers)), many: await world(wish.workers) };
      return measureCounts(urls, cluster.postmaster, pace, wish.rounds, say);
    }
    case 'commit-to-frame':
      return [
        ...(await measureCommitToFrame(await world(wish.workers), say)),
        ...(await measureSteadyWrites(await liveWorld(), wish.seconds, say)),
      ];
    case 'fanout':
      return measureFanout(await liveWorld(), wish.sockets, wish.rounds, say);
    case 'idle':
      return measureIdle(await liveWorld(), IDLE_SOCKETS * wish.sockets, say);
    case 'storm':
      return measureStorm(await liveWorld(), wish.sockets, say);
    // This one and the search read the ledgers of the tests: loaded where they are asked for.
    case 'import': {
      const { measureImport } = await import('#bench/import.js');
      return measureImport(cluster, wish.rows, say);
    }
    case 'attacks':
      return measureAttacks(await world(wish.workers), say);
    case 'boot':
      return measureBoot(say);
  }
}

async function run(wish: Wish): Promise<Measure[]> {
  installPeers(say);
  const cluster = await openCluster();
  try {
    const measures: Measure[] = [];
    for (const name of wish.measures) {
      say(`— ${name}`);
      const found = await measure(name, wish, cluster);
      measures.push(...found);
      if (wish.json) for (const one of found) process.stdout.write(`${JSON.stringify(tidy(one))}\n`);
    }
    const isFull =
      wish.measures.length === MEASURES.length &&
      wish.workers === FULL.workers &&
      wish.postings === FULL.postings &&
      wish.rows === FULL.rows &&
      wish.rounds >= FULL.rounds &&
      wish.seconds >= FULL.seconds;
    if (isFull) keepResults(measures, wish, cluster.version);
    return measures;
  } finally {
    await cluster.stop();
  }
}

function tidy(one: Measure): Measure {
  const all = (of: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, rounded(value)]));
  return { ...one, ours: rounded(one.ours), peers: all(one.peers), ratios: all(one.ratios) };
}

setTimeout(() => {
  say(`the bench did not end within ${LONGEST_MS / 60_000} minutes`);
  process.exit(2);
}, LONGEST_MS).unref();

try {
  if (process.platform !== 'linux')
    throw new Error('the bench reads CPU time and memory from /proc, so it runs on Linux alone');
  const wish = readWish(process.argv.slice(2));
  if (wish === 'help') {
    process.stdout.write(`${USAGE}\n`);
  } else {
    const measures = await run(wish);
    if (!wish.json) process.stdout.write(`\n${table(measures)}\n`);
    process.exitCode = measures.some((one) => one.holds === false) ? 1 : 0;
  }
} catch (fault) {
  say(
    fault instanceof Error
      ? process.env['BENCH_TRACE']
        ? String(fault.stack)
        : fault.message
      : String(fault),
  );
  process.exitCode = 2;
}
