import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type DocumentNode, getOperationAST } from 'graphql';
import { HouseError } from '#kernel/error.js';
import { momentBeside } from './come-back.js';
import { type Level, type Look, Overload, type Work } from './overload.js';

const LOOK_EVERY_MS = 250;
const RESOLUTION_MS = 20;
/** Whoever is refused stays away so long at least, in seconds: longer than it takes to notice that it is over. */
const STAY_AWAY_S = 4;

export interface SheddingSettings {
  /** What is still fine. */
  readonly bounds: Look;
  /** Reads that wait for a connection of the pool. */
  readonly waiting: () => number;
  /** How many lines there are: of so many, each is advised to come back at another moment. */
  readonly lines: () => number;
  /** Told of each that is refused. */
  readonly refused: (work: Work) => void;
}

/** What every door asks before it begins something: SERVICE_UNAVAILABLE/OVERLOADED, or undefined when it may. */
export type Shed = (work: Work) => HouseError | undefined;

/** Watches how this process fares; when it is overloaded, new work is refused before it costs anything, mutations last. */
export function startShedding({ bounds, waiting, lines, refused }: SheddingSettings): {
  readonly shed: Shed;
  readonly level: () => Level;
  close(): void;
} {
  const overload = new Overload(bounds);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const looking = setInterval(() => {
    // In nanoseconds, the time between two looks of its own included.
    overload.look({ delayMs: delay.percentile(50) / 1e6 - RESOLUTION_MS, waiting: waiting() });
    delay.reset();
  }, LOOK_EVERY_MS).unref();
  return {
    shed(work) {
      if (!overload.refuses(work)) return undefined;
      refused(work);
      return overloaded(work, STAY_AWAY_S + momentBeside(lines()));
    },
    level: () => overload.level,
    close() {
      clearInterval(looking);
      delay.disable();
    },
  };
}

/** What a document asks for; undefined where it is not known, or holds no such operation. */
export function workOf(
  document: DocumentNode | undefined,
  operationName: string | null | undefined,
): Work | undefined {
  const kind = document && getOperationAST(document, operationName)?.operation;
  if (kind === 'mutation') return 'MUTATION';
  return kind && (kind === 'query' ? 'QUERY' : 'SUBSCRIPTION');
}

function overloaded(work: Work, retryAfterSeconds: number): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'OVERLOADED',
    work === 'MUTATION'
      ? {
          zh: `服务器过于繁忙，暂时无法办理，未作任何更改，请在 ${retryAfterSeconds} 秒后重试。`,
          en: `The server has far too much to do: nothing was changed. Try again in ${retryAfterSeconds} s.`,
        }
      : {
          zh: `服务器繁忙，暂不接受新的连接、订阅和查询，请在 ${retryAfterSeconds} 秒后重试。`,
          en: `The server has too much to do: nothing new is begun but mutations. Try again in ${retryAfterSeconds} s.`,
        },
    { retryAfterSeconds },
  );
}
