/** Why nothing gets through to the server, as far as whoever looks at the page can do something about it. */
export type LostCause =
  | 'OFFLINE'
  | 'UNREACHABLE'
  | 'RESTART'
  | 'BUSY'
  | 'TOO_MANY'
  | 'RENEWAL'
  | 'RIGHTS'
  | 'ISSUER'
  | 'NO_TOKEN'
  | 'CLOSED';

/** What is the matter, and what to do about it. */
export type Advice = readonly [string, string];

/** Words for a connection that was lost, by its cause. */
export type LostWords = Readonly<
  Record<LostCause, (limit: number | undefined, reason: string | undefined) => Advice>
> & {
  readonly PROTOCOL: Advice;
  /** When it is tried again, in whole seconds. */
  readonly again: (seconds: number) => string;
  readonly trying: string;
  readonly now: string;
  readonly reload: string;
};

/** Nobody was asked yet: there is no token to connect with. */
const NO_TOKEN = 0;
/** Close codes of RFC 6455 and IANA's list of them, and 4429 of this server. */
const BY_CODE: Readonly<Record<number, LostCause>> = {
  1001: 'RESTART',
  1012: 'RESTART',
  1006: 'UNREACHABLE',
  1013: 'BUSY',
  4429: 'TOO_MANY',
};

/** What a line was lost for; `online`: what the browser says of the network of this machine. */
export function causeOf(
  { code, reason }: { readonly code: number; readonly reason: string },
  online: boolean,
): LostCause {
  if (!online) return 'OFFLINE';
  if (code === NO_TOKEN) return 'NO_TOKEN';
  if (reason === 'TOKEN_EXPIRED') return 'RENEWAL';
  if (reason === 'RIGHTS_CHANGED') return 'RIGHTS';
  if (reason === 'ISSUER_UNREACHABLE') return 'ISSUER';
  return BY_CODE[code] ?? (reason === '' ? 'UNREACHABLE' : 'CLOSED');
}

/** Why somebody who was signed in is so no more. */
export type Leaving = 'out' | 'ended' | 'closed' | 'refused';

/** What is said where people sign in. */
export type Notice = Leaving | 'failed' | 'unreachable';

/** What the server's word for a refused token means to the person. */
export function leavingFor(reason: string): Leaving {
  if (reason === 'ACCOUNT_REVOKED' || reason === 'UNKNOWN_ACCOUNT') return 'closed';
  return reason === 'TOKEN_EXPIRED' ? 'ended' : 'refused';
}
