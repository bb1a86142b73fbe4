import { createHash } from 'node:crypto';

export interface MirrorRow {
  readonly version: number;
  readonly node: Record<string, unknown> | null;
}

/** One frame of a watched list, as the wire brings it. */
export interface Frame {
  readonly __typename: string;
  readonly position?: string;
  readonly from?: string;
  readonly to?: string;
  readonly count?: number;
  readonly rows?: number;
  readonly eventsSoFar?: number;
  readonly digest?: string | null;
  readonly merged?: number;
  readonly reason?: string;
  readonly isLast?: boolean;
  readonly items?: readonly { id: string; version: number; node: Record<string, unknown> | null }[];
  readonly changes?: readonly {
    op: 'ENTER' | 'UPDATE' | 'LEAVE';
    reason: string | null;
    id: string;
    version: number;
    node: Record<string, unknown> | null;
  }[];
}

/** Selects every frame of a watched list; `node` is the selection of a row. */
export function framesOf(name: string, node: string): string {
  return `__typename
    ... on ${name}Snapshot { position isLast items { id version node { ${node} } } }
    ... on ${name}Changes { from to count eventsSoFar digest changes { op reason id version node { ${node} } } }
    ... on Ready { position eventsSoFar promise { maxLagMs mergePolicy retainedUntil } }
    ... on CaughtUp { position eventsSoFar digest rows }
    ... on Lagging { position behindMs merged }
    ... on Resync { reason oldestAvailable }`;
}

/**
 * What a reader holds who believes every frame: written from the contract alone, so that it can find the server
 * wrong. Each breach of the contract is kept in `breaches`.
 */
export class ListMirror {
  readonly rows = new Map<string, MirrorRow>();
  readonly breaches: string[] = [];
  readonly reasons: string[] = [];
  position: string | undefined;
  ready = false;
  merged = 0;
  resyncs: string[] = [];
  private events: number | undefined;
  private owed = 0;
  private filling = false;
  /** Does the next frame have to begin where the last one ended? What came beside a snapshot may reach further back. */
  private chained = false;

  /** A stream is opened: again, or after the position that is held. Half a snapshot is none. */
  begin(): void {
    this.ready = false;
    this.filling = false;
    this.chained = this.position !== undefined;
  }

  take(frame: Frame): void {
    switch (frame.__typename) {
      case 'Ready':
        this.ready = true;
        this.chained = true;
        this.position = frame.position;
        this.events = frame.eventsSoFar;
        return;
      case 'CaughtUp':
        this.position = frame.position;
        this.must(
          frame.eventsSoFar === this.events,
          `eventsSoFar ${frame.eventsSoFar}, ${this.events} were told`,
        );
        this.must(frame.rows === this.rows.size, `${frame.rows} rows, ${this.rows.size} are held`);
        this.must(frame.digest === this.digest, 'the digest of CaughtUp');
        return;
      case 'Lagging':
        this.owed = frame.merged ?? 0;
        this.merged += this.owed;
        return;
      case 'Resync':
        this.resyncs.push(frame.reason ?? '');
        this.position = undefined;
        this.ready = false;
        this.rows.clear();
        return;
      default:
        if (frame.items) this.fill(frame);
        else this.apply(frame);
    }
  }

  get digest(): string {
    let sum = 0n;
    for (const [id, { version }] of this.rows)
      sum += BigInt(`0x${createHash('sha256').update(`${id}:${version}`).digest('hex').slice(0, 12)}`);
    return (sum % 2n ** 48n).toString(16).padStart(12, '0');
  }

  private fill({ items = [], isLast, position }: Frame): void {
    if (!this.filling) this.rows.clear();
    this.filling = isLast !== true;
    this.position = this.filling ? undefined : position;
    this.chained = false;
    for (const { id, version, node } of items) {
      this.must(!this.rows.has(id), `${id} twice in a snapshot`);
      this.rows.set(id, { version, node });
    }
  }

  private apply({ from, to, count, eventsSoFar, digest, changes = [] }: Frame): void {
    this.must(from === this.position || !this.chained, 'a frame that does not follow on the one before');
    this.chained = true;
    this.must(count === changes.length, 'another count than changes');
    this.position = to;
    if (this.ready) {
      this.events = (this.events ?? 0) + changes.length + this.owed;
      this.owed = 0;
      this.must(eventsSoFar === this.events, `eventsSoFar ${eventsSoFar}, ${this.events} were told`);
    }
    for (const { op, id, version, node, reason } of changes) {
      const held = this.rows.get(id);
      if (op === 'LEAVE') {
        this.must(held !== undefined, `${id} left and was not held`);
        this.must(node === null, 'a LEAVE that tells something');
        this.reasons.push(String(reason));
        this.rows.delete(id);
        continue;
      }
      this.must((held !== undefined) === (op === 'UPDATE'), `${op} of ${id}, held: ${held !== undefined}`);
      this.must(!held || held.version <= version, `${id} went back to version ${version}`);
      this.rows.set(id, { version, node });
    }
    if (digest != null) this.must(digest === this.digest, 'the digest of Changes');
  }

  private must(holds: boolean, breach: string): void {
    if (!holds) this.breaches.push(breach);
  }
}
