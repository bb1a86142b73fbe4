import { Digest, weightOf } from '#journal/digest.js';
import type { CaughtUpFrame, ListFrame, RowChange } from '#journal/list-frames.js';
import type { MergeQueue } from '#journal/merge-queue.js';
import { decodePosition, encodePosition } from '#journal/position.js';
import type { Row } from '#kernel/operation.js';
import type { PictureState } from './picture-fold.js';
import type { Sight } from './sight.rules.js';

/** What the frames of a picture carry as a row's image. */
export interface PictureImage extends Row {
  readonly state: PictureState;
}

/** Versions are seconds since then, so that an Int of GraphQL holds them until 2094. */
const BEGINNING = Date.UTC(2026, 0, 1);

/**
 * The stream of one picture for everybody who sees it alike, in the frames of a watched list: a list of one row, whose
 * version counts what was told of it. Frames are shared, and each follows on the one before.
 */
export class PictureStream {
  readonly members = new Set<MergeQueue>();
  private readonly id: string;
  private version = 0;
  private events = 0;
  private position: string;

  constructor(
    private state: PictureState,
    private readonly sight: Sight,
    private readonly epoch: string,
    private readonly stamp: string,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {
    this.version = this.nextVersion();
    this.id = Buffer.from(`Picture:${state.pair.key}`).toString('base64url');
    this.position = this.stamped(state.position);
  }

  /** Takes the figures as they are now and tells everybody. */
  hear(state: PictureState): void {
    const from = this.position;
    const change: RowChange = {
      op: 'UPDATE',
      reason: null,
      id: this.id,
      version: this.nextVersion(),
      image: imageOf(state),
      before: imageOf(this.state),
    };
    this.state = state;
    this.events += 1;
    this.position = this.stamped(state.position);
    const { position: to, eventsSoFar, digest } = this.caughtUp();
    this.tell({ kind: 'CHANGES', from, to, digest, eventsSoFar, changes: [change] });
  }

  /** Says where it stands; `place` is how far everybody has been told. */
  beat(place: string, behindMs: number | undefined): void {
    if (this.members.size === 0) return;
    // A picture that stands still is true where it was taken, and nowhere later.
    if (this.sight !== 'AGGREGATES' && behindMs === undefined)
      this.position = encodePosition(this.epoch, place, this.stamp);
    const { position } = this;
    this.tell(behindMs === undefined ? this.caughtUp() : { kind: 'LAGGING', position, behindMs, merged: 0 });
  }

  /** The beginning of a stream: the picture (unless it is not wanted), and where it stands. */
  begin(wanted: boolean, retainedUntil: Date | null): ListFrame[] {
    const { position, events } = this;
    const entry = { id: this.id, version: this.version, image: imageOf(this.state) };
    return [
      ...(wanted ? [{ kind: 'SNAPSHOT', position, items: [entry], isLast: true } as const] : []),
      { kind: 'READY', position, eventsSoFar: events, retainedUntil },
      this.caughtUp(),
    ];
  }

  private caughtUp(): CaughtUpFrame {
    const digest = new Digest();
    digest.add(weightOf(this.id, this.version));
    const { position, events } = this;
    return { kind: 'CAUGHT_UP', position, eventsSoFar: events, digest: digest.text, rows: 1 };
  }

  /** Grows with every change, and from one beginning of the stream to the next. */
  private nextVersion(): number {
    this.version = Math.max(this.version + 1, Math.floor((this.now() - BEGINNING) / 1_000));
    return this.version;
  }

  private tell(frame: ListFrame): void {
    for (const member of this.members) member.push(frame);
  }

  private stamped(position: string): string {
    return encodePosition(this.epoch, decodePosition(this.epoch, position), this.stamp);
  }
}

function imageOf(state: PictureState): PictureImage {
  return { state };
}
