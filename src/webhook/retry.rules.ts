const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The waits between attempts in milliseconds, as Standard Webhooks proposes: ten attempts in a little over three days. */
export const WAITS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A wait is at most this part longer than planned, so that many who failed together do not come back together. */
const JITTER = 0.2;

/**
 * How long to wait after so many failures of one message (1 or more) in milliseconds, by a `chance` from 0 up to 1;
 * undefined when it is not tried again.
 */
export function waitAfter(failures: number, chance: number): number | undefined {
  const wait = WAITS[failures - 1];
  return wait === undefined ? undefined : Math.round(wait * (1 + JITTER * chance));
}

/** What an attempt came to: the status of the answer, or why there was none. */
export interface Answered {
  readonly httpStatus?: number;
  readonly failure?: DeliveryFailure;
}

export const DELIVERY_FAILURES = [
  'STATUS',
  'REDIRECT',
  'GONE',
  'TIMEOUT',
  'NAME_NOT_FOUND',
  'PRIVATE_ADDRESS',
  'TLS',
  'CONNECTION',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** Why an answer with this status is no success; undefined when it is one (2xx). */
export function failureOf(httpStatus: number): DeliveryFailure | undefined {
  if (httpStatus >= 200 && httpStatus < 300) return undefined;
  if (httpStatus === 410) return 'GONE';
  return httpStatus >= 300 && httpStatus < 400 ? 'REDIRECT' : 'STATUS';
}
