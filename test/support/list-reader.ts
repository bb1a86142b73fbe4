import WebSocket from 'ws';
import { Bell } from './bell.js';
import { type Frame, ListMirror } from './list-mirror.js';
import { type Said, SocketTalk } from './socket-talk.js';

/** Reads one watched list over a socket of its own into a mirror, and may be cut and come back. */
export class ListReader {
  readonly mirror = new ListMirror();
  /** Every frame, in order. */
  readonly frames: Frame[] = [];
  /** So many frames more are read; what comes behind them is lost, as on a socket that was cut just there. */
  left = Number.POSITIVE_INFINITY;
  private talk: SocketTalk | undefined;
  private readonly bell = new Bell();

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly field: string,
    private readonly query: string,
    private readonly variables: Record<string, unknown> = {},
  ) {}

  /** Connects; goes on after the position that the mirror holds. */
  async connect(more: Record<string, unknown> = {}): Promise<this> {
    const talk = await SocketTalk.in(this.url, this.token);
    this.talk = talk;
    talk.ws.on('message', (bytes) => {
      // What still comes on a socket that was cut is not read any more.
      if (this.talk === talk && this.left > 0) this.hear(JSON.parse(String(bytes)) as Said);
    });
    const { position } = this.mirror;
    this.mirror.begin();
    talk.subscribe('1', this.query, {
      ...this.variables,
      ...(position === undefined ? {} : { after: position }),
      ...more,
    });
    return this;
  }

  async cut(): Promise<void> {
    const { talk } = this;
    this.talk = undefined;
    await talk?.hangUp();
  }

  /** From now on it takes nothing from its socket, until it goes on. */
  stopReading(): void {
    this.talk?.ws.pause();
  }

  /** Goes on reading; whoever was ended meanwhile comes back. */
  async readOn(): Promise<void> {
    if (this.talk?.ws.readyState === WebSocket.OPEN) this.talk.ws.resume();
    else await this.connect();
  }

  /** Waits until this holds of what was read so far. */
  async until(holds: (reader: this) => boolean, patienceMs = 10_000): Promise<void> {
    const end = Date.now() + patienceMs;
    while (!holds(this)) {
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(
          `it never came to that; breaches ${JSON.stringify(this.mirror.breaches)}, last frames ${JSON.stringify(this.frames.slice(-3)).slice(0, 1500)}`,
        );
      await this.bell.rest(Math.min(left, 200));
    }
  }

  private hear(said: Said): void {
    if (said.id !== '1') return;
    if (said.type === 'error') this.mirror.breaches.push(`refused: ${JSON.stringify(said.payload)}`);
    if (said.type === 'next') {
      const { data, errors } = said.payload as { data?: Record<string, Frame> | null; errors?: unknown };
      if (errors || !data) this.mirror.breaches.push(`errors: ${JSON.stringify(errors)}`);
      else {
        const frame = data[this.field] as Frame;
        this.left -= 1;
        this.frames.push(frame);
        this.mirror.take(frame);
      }
    }
    this.bell.ring();
  }
}
