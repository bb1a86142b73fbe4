import { HouseError } from '#kernel/error.js';

/** What a log may know of a fault. */
interface FaultRecord {
  class: string;
  code?: string;
  reason?: string;
  message?: string;
  /** Names in the schema of the database, of a fault that it reported. */
  constraint?: string;
  table?: string;
  column?: string;
  /** Places in the code, without the message that stands above them. */
  stack?: string[];
  cause?: FaultRecord;
}

const MAX_CAUSES = 5;
const MAX_FRAMES = 20;
const NAME = /^[A-Za-z_$][\w$-]{0,79}$/;
const CODE = /^[A-Za-z0-9_-]{1,60}$/;
const FRAME =
  /^\s{2,8}at (?:[\w.<>$ [\]#]{1,160} \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^\n]{1,300}?:\d+:\d+\)?$/;
/** Messages of the language itself that name code and never data; all others may quote a value. */
const HARMLESS = [
  /^Cannot (?:read|set) properties of (?:undefined|null)(?: \((?:reading|setting) '[A-Za-z_$][\w$]{0,60}'\))?$/,
  /^[A-Za-z_$][\w$.]{0,120} is not (?:a function|defined|iterable|a constructor)$/,
  /^Cannot access '[\w$]{1,60}' before initialization$/,
  /^Maximum call stack size exceeded$/,
  /^Cannot return null for non-nullable field [\w.]{1,120}\.$/,
];

/**
 * Class, code, places and the chain of causes of anything thrown, without what it says: the messages of
 * PostgreSQL, drivers and parsers quote the very values they stumbled over (`Key (…)=(…) already exists`).
 */
export function describeFault(fault: unknown): FaultRecord {
  return describe(fault, 0);
}

function describe(fault: unknown, depth: number): FaultRecord {
  if (!(fault instanceof Error)) return { class: `not an error: ${typeof fault}` };
  const seen = fault as Error & Partial<Record<keyof FaultRecord | 'originalError', unknown>>;
  const record: FaultRecord = { class: nameOf(fault) };
  const code = typeof seen.code === 'number' ? String(seen.code) : seen.code;
  if (typeof code === 'string' && CODE.test(code)) record.code = code;
  if (fault instanceof HouseError) record.reason = fault.reason;
  if (HARMLESS.some((known) => known.test(fault.message))) record.message = fault.message;
  for (const key of ['constraint', 'table', 'column'] as const) {
    const name = seen[key];
    if (typeof name === 'string' && NAME.test(name)) record[key] = name;
  }
  const stack = framesOf(fault);
  if (stack.length > 0) record.stack = stack;
  const cause = seen.originalError ?? fault.cause;
  if (cause instanceof Error && cause !== fault && depth < MAX_CAUSES)
    record.cause = describe(cause, depth + 1);
  return record;
}

function nameOf(fault: Error): string {
  const name = fault.constructor.name || fault.name;
  return NAME.test(name) ? name : 'Error';
}

/** The message is taken off first: a value with line breaks in it could look like a frame. */
function framesOf(fault: Error): string[] {
  const stack = typeof fault.stack === 'string' ? fault.stack : '';
  const places = fault.message ? stack.split(fault.message).join('') : stack;
  return places
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}
