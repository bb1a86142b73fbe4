import { once } from 'node:events';
import { start } from '#bench/children.js';
import { percentile } from '#bench/measure.js';
import { cpuMs, postgresCpuMs } from '#bench/process-cost.js';

/** One request, as every connection of the load sends it over and over. */
export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one spell of load cost. */
export interface Spell {
  /** CPU of the server's process for one request, in ms, beyond what it uses at rest. */
  readonly cpu: number;
  /** CPU of all PostgreSQL processes for one request, in ms. */
  readonly postgresCpu: number;
  /** Time from sending to having the whole answer: half of them, and all but one in a hundred, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly requestsPerSecond: number;
}

/** How a spell is run; the same for every contestant. */
export interface Pace {
  readonly connections: number;
  /** Before its first spell; what is measured is a server that has been at work, not one that has just started. */
  readonly runInSeconds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** The pace of a first spell, whose figures nobody looks at: V8 optimizes for some ten thousand requests. */
export function runIn(pace: Pace): Pace {
  return { ...pace, warmUpSeconds: pace.runInSeconds };
}

interface Driven {
  readonly latencies: number[];
  readonly wrong: { readonly status: number; readonly size: number };
  readonly errors: number;
  readonly seconds: number;
}

/**
 * Loads one server for one spell and reads what it used meanwhile.
 * @param pids of the server and of PostgreSQL; `rest`: what the server uses of a second while nobody asks, in ms
 * @param answerBytes the least that a right answer has; shorter ones fail the spell, as does any status but 200
 */
export async function spell(
  request: Request,
  { rest = 0, ...pids }: { server: number; postmaster: number; rest?: number },
  pace: Pace,
  answerBytes: number,
): Promise<Spell> {
  const order = { ...request, ...pace, answerBytes };
  const driver = start(new URL('./drive.mjs', import.meta.url).pathname, [JSON.stringify(order)], {});
  const limit = setTimeout(
    () => driver.process.kill('SIGKILL'),
    (pace.warmUpSeconds + pace.seconds + 20) * 1000,
  );
  try {
    await told(driver);
    const before = { server: cpuMs(pids.server), postgres: postgresCpuMs(pids.postmaster) };
    driver.process.send('go');
    const driven = (await told(driver)) as Driven;
    const after = { server: cpuMs(pids.server), postgres: postgresCpuMs(pids.postmaster) };
    const count = driven.latencies.length;
    if (count === 0 || driven.errors + driven.wrong.status + driven.wrong.size > 0)
      throw new Error(
        `of ${count} answers, ${driven.wrong.status} had another status than 200, ${driven.wrong.size} were too short, ${driven.errors} never came`,
      );
    return {
      cpu: (after.server - before.server - rest * driven.seconds) / count,
      postgresCpu: (after.postgres - before.postgres) / count,
      p50: percentile(driven.latencies, 0.5),
      p99: percentile(driven.latencies, 0.99),
      requestsPerSecond: count / driven.seconds,
    };
  } finally {
    clearTimeout(limit);
    await driver.stop();
  }

  async function told(child: typeof driver): Promise<unknown> {
    const ended = child.ended.then(() => {
      throw new Error(`the load ended early:\n${child.words()}`);
    });
    const [message] = (await Promise.race([once(child.process, 'message'), ended])) as [unknown];
    return message;
  }
}
