import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import { describeFault } from './describe-fault.js';
import { redactJsonLine } from './redact.js';

/** Texts and values of callers, and their credentials; under any name they are cut, one level deep too. */
const NEVER = [
  'authorization',
  'body',
  'cookie',
  'headers',
  'idNumber',
  'input',
  'name',
  'password',
  'phone',
  'query',
  'source',
  'token',
  'variables',
  'variableValues',
];

interface Asked {
  method?: unknown;
  url?: unknown;
}

/**
 * The log of the process: one JSON object a line with level, time and, from the request's child on, the
 * request id. No line holds a query, a variable, a header, the message of a fault, an ID number or a phone
 * number: by path, by kind (faults and requests have serializers) and, last, by pattern over the whole line.
 * Writes to standard output, or to `destination`.
 */
export function createLog({
  level,
  destination,
}: {
  level: LevelWithSilent;
  destination?: DestinationStream;
}): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
      serializers: {
        err: describeFault,
        error: describeFault,
        req: ({ method, url }: Asked) => ({
          method,
          path: typeof url === 'string' ? pathOf(url) : undefined,
        }),
        res: ({ statusCode }: { statusCode?: unknown }) => ({ statusCode }),
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, withoutFaultMessage(args));
        },
        streamWrite: redactJsonLine,
      },
    },
    destination ?? pino.destination(1),
  );
}

/** The path alone: a GET request carries the query and its variables behind the question mark. */
function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** Pino (and fastify) put the message of a logged fault into `msg`; the name of its class stands there instead. */
function withoutFaultMessage<T extends unknown[]>(args: T): T {
  const [first, second] = args;
  const fault = first instanceof Error ? first : faultIn(first);
  if (!fault) return args;
  const told =
    typeof second === 'string' && !(fault.message && second.includes(fault.message)) ? second : undefined;
  const bindings = first instanceof Error ? { err: first } : first;
  return [bindings, told ?? describeFault(fault).class, ...args.slice(2)] as T;
}

function faultIn(bindings: unknown): Error | undefined {
  if (typeof bindings !== 'object' || bindings === null) return undefined;
  const { err, error } = bindings as { err?: unknown; error?: unknown };
  const fault = err ?? error;
  return fault instanceof Error ? fault : undefined;
}
