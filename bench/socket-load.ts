import { setTimeout as delay } from 'node:timers/promises';
import { type Child, start } from '#bench/children.js';

/** How the sockets of one process are opened. */
export interface SocketOrder {
  readonly url: string;
  /** Sent as `authorization` when the connection is acknowledged; peers ask for none. */
  readonly token?: string;
  /** Or these, to the sockets in turn. */
  readonly tokens?: readonly string[];
  readonly count: number;
  /** Handshakes at once. */
  readonly atOnce: number;
  /** Frames that hold this text are counted, unread. */
  readonly marker: string;
  /** Sent as soon as a socket is acknowledged: to the sockets in turn, as many as there are tokens together. */
  readonly first?: readonly object[];
  /** Opens nothing before `begin`. */
  readonly patient?: boolean;
}

/** What the sockets have seen. */
export interface Seen {
  /** Counted frames since the last `expect`. */
  readonly came: number;
  /** CaughtUp frames since the last `send`: how many streams stand. */
  readonly quiet: number;
  readonly sockets: number;
  readonly faults: readonly string[];
}

/** Sockets in a process of their own. */
export interface SocketLoad {
  /** Opens what waits to be opened; answers at once. */
  begin(): Promise<void>;
  /** Every socket sends this message. */
  send(message: object): Promise<void>;
  /** Counts from now on; `all` settles when so many counted frames have come. */
  expect(frames: number): Promise<{ all: Promise<void> }>;
  /** Waits until so many streams have said since the last `send` that they stand; answers how long it took, in ms. */
  ready(streams: number, withinMs?: number): Promise<number>;
  look(): Promise<Seen>;
  stop(): Promise<unknown>;
}

const OPEN_WITHIN_MS = 60_000;
const TOLD_WITHIN_MS = 20_000;

interface Word extends Seen {
  readonly told: 'open' | 'came' | 'answer';
}

/** Opens them all; fails when one of them does. */
export async function openSockets(order: SocketOrder): Promise<SocketLoad> {
  const file = new URL('./socket-load.mjs', import.meta.url).pathname;
  const child = start(file, [], {});
  child.process.send(order);
  const ask = (message: object): Promise<Word> => {
    const answer = hear(child, 'answer', TOLD_WITHIN_MS);
    child.process.send(message);
    return answer;
  };
  try {
    const open = await hear(child, 'open', OPEN_WITHIN_MS);
    if (!order.patient) sound(open, order.count);
  } catch (fault) {
    await child.stop();
    throw fault;
  }
  const look = async (): Promise<Word> => {
    const seen = await ask({});
    sound(seen, order.patient ? seen.sockets : order.count);
    return seen;
  };
  return {
    look,
    async ready(streams, withinMs = TOLD_WITHIN_MS) {
      const from = performance.now();
      for (let seen = await look(); seen.quiet < streams; seen = await look()) {
        if (performance.now() - from > withinMs)
          throw new Error(`${seen.quiet} of ${streams} streams stand after ${withinMs / 1000} s`);
        await delay(50);
      }
      return performance.now() - from;
    },
    async begin() {
      await ask({ begin: true });
    },
    async send(message) {
      sound(await ask({ send: JSON.stringify(message) }), order.count);
    },
    async expect(frames) {
      const all = hear(child, 'came', TOLD_WITHIN_MS).then(() => undefined);
      all.catch(() => undefined);
      await ask({ expect: frames });
      return { all };
    },
    stop: () => child.stop(),
  };
}

function sound({ sockets, faults }: Seen, count: number): void {
  if (sockets !== count || faults.length > 0)
    throw new Error(`${sockets} of ${count} sockets are open: ${faults.join('; ')}`);
}

function hear(child: Child, told: Word['told'], withinMs: number): Promise<Word> {
  return new Promise((resolve, reject) => {
    const hearer = (word: Word): void => {
      if (word.told !== told) return;
      leave();
      resolve(word);
    };
    const patience = setTimeout(() => {
      leave();
      reject(new Error(`the sockets said no "${told}" within ${withinMs / 1000} s:\n${child.words()}`));
    }, withinMs);
    const leave = (): void => {
      clearTimeout(patience);
      child.process.off('message', hearer);
    };
    child.process.on('message', hearer);
    void child.ended.then(() => {
      leave();
      reject(new Error(`the sockets' process ended early:\n${child.words()}`));
    });
  });
}
