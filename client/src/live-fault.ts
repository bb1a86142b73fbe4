/**
 * What stopped a connection or a list for good.
 * - TOKEN_REFUSED: the server refused two tokens in a row, or the same one twice. `reason` is its word for it.
 * - PROTOCOL: there is no server of this protocol at that address, or it speaks another version.
 * - REFUSED: the server refuses this list (arguments, rights, limits); `code` and `reason` as in every refusal of it.
 */
export class LiveFault extends Error {
  constructor(
    readonly kind: 'TOKEN_REFUSED' | 'PROTOCOL' | 'REFUSED',
    /** Machine-readable: TOKEN_EXPIRED, LIST_TOO_LARGE, … */
    readonly reason: string,
    sentence: string,
    readonly code?: string,
    /** The server's sentence for people, in both languages; undefined where it was not the server who refused. */
    readonly text?: { readonly zh: string; readonly en: string },
  ) {
    super(sentence);
    this.name = 'LiveFault';
  }
}

/** An error of GraphQL as this server says it. */
export interface GraphError {
  readonly message: string;
  readonly extensions?: {
    readonly code?: string;
    readonly reason?: string;
    readonly text?: { readonly zh: string; readonly en: string };
    readonly details?: { readonly retryAfterSeconds?: number };
  };
}

/** Refusals that pass: the same may be asked again later. */
const PASSING = ['RATE_LIMITED', 'SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED'];

/** The refusal among these errors that will not pass; undefined when to ask again is worth it. */
export function lastingRefusal(errors: readonly GraphError[]): LiveFault | undefined {
  const lasting = errors.find(
    ({ extensions }) => !PASSING.includes(extensions?.code ?? 'INTERNAL_SERVER_ERROR'),
  );
  if (!lasting) return undefined;
  const { code, reason = code ?? 'REFUSED', text } = lasting.extensions ?? {};
  return new LiveFault('REFUSED', reason, lasting.message, code, text);
}

/** How long the server asks to be left alone, in ms; 0: it says nothing. */
export function adviceOf(errors: readonly GraphError[]): number {
  return Math.max(0, ...errors.map(({ extensions }) => (extensions?.details?.retryAfterSeconds ?? 0) * 1000));
}
