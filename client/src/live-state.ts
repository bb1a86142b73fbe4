/**
 * How far the numbers can be trusted now.
 * - connecting: nothing has been shown yet. `since`: when it began.
 * - catching up: rows are coming or moving forward; they are not yet those of now. `since`: when it began.
 * - live: proven by digest, and heard of within the last two heartbeats. `since`: when it became so.
 * - stale: what is shown was true and may be so no more. `since`: when it was last proven.
 */
export interface LiveState {
  readonly name: 'connecting' | 'catching up' | 'live' | 'stale';
  readonly since: Date;
}

/** Keeps the state of one list or one picture, and when it was last proven. Each step answers whether it changed. */
export class Honesty {
  /** When what is shown was last proven; undefined: never. */
  provenAt: Date | undefined;
  private current: LiveState = { name: 'connecting', since: new Date() };

  get state(): LiveState {
    return this.current;
  }

  /** It was proven just now. */
  prove(): boolean {
    this.provenAt = new Date();
    return this.become('live', this.provenAt);
  }

  /** Rows move, and are not proven. */
  move(): boolean {
    return this.become('catching up', new Date());
  }

  /** Nothing more is known than what was; `at`: until when it was true, if that is earlier than the last proof. */
  doubt(at?: Date): boolean {
    const { provenAt } = this;
    if (!provenAt) return this.become('connecting', new Date());
    return this.become('stale', at && at < provenAt ? at : provenAt);
  }

  private become(name: LiveState['name'], since: Date): boolean {
    const { current } = this;
    if (current.name === name && (name !== 'stale' || current.since.getTime() === since.getTime()))
      return false;
    this.current = { name, since };
    return true;
  }
}
