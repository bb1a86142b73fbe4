import type { Duplex, Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import * as websockets from 'ws';
import { Flowing, type Next } from '#journal/flow.js';
import { SocketStream } from '#server/socket-stream.js';

/** Frames that are handed out when they are asked for, and nothing before. */
class Frames extends Flowing<ExecutionResult> {
  asked = 0;
  left = 0;
  private give: ((next: Next<ExecutionResult>) => void) | undefined;
  private fail: ((fault: unknown) => void) | undefined;

  receive(give: (next: Next<ExecutionResult>) => void, fail: (fault: unknown) => void): void {
    this.asked += 1;
    this.give = give;
    this.fail = fail;
  }

  tell(result: ExecutionResult): void {
    this.give?.({ value: result, done: false });
  }

  finish(): void {
    this.give?.({ value: undefined, done: true });
  }

  break(fault: unknown): void {
    this.fail?.(fault);
  }

  protected end(): Promise<unknown> {
    this.left += 1;
    return Promise.resolve();
  }
}

/** The types of ws do not know it. */
const { Receiver } = websockets as unknown as { Receiver: new (side: { isServer: boolean }) => Writable };

/** What the other side reads of a message: by the reader of ws itself. */
function textIn(message: Buffer): string {
  const texts: string[] = [];
  const reader = new Receiver({ isServer: false });
  reader.on('message', (bytes: Buffer, binary: boolean) => texts.push(binary ? 'binary' : String(bytes)));
  reader.write(message);
  return texts.join(' and ');
}

/** A socket whose other side takes a message when it is told to. */
function socket() {
  const sent: string[] = [];
  const takes: (() => void)[] = [];
  const wire = {
    write: (bytes: Buffer, taken: () => void) => {
      sent.push(textIn(bytes));
      takes.push(taken);
    },
  };
  const ws = { OPEN: 1, readyState: 1 };
  return {
    ws: ws as unknown as websockets.WebSocket,
    wire: wire as unknown as Duplex,
    sent,
    take: () => takes.shift()?.(),
    state: ws,
  };
}

function streamTo(one: ReturnType<typeof socket>, id: string) {
  const frames = new Frames();
  const stream = new SocketStream(one.ws, one.wire, id, frames);
  const ends: unknown[] = [];
  stream.receive(
    (next) => ends.push(next.done ? 'done' : 'an item'),
    (fault) => ends.push(fault),
  );
  return { frames, stream, ends };
}

describe('the frames of a subscription on a socket', () => {
  test('are messages of the protocol under its name, the next when the last was taken', () => {
    const line = socket();
    const { frames } = streamTo(line, 'a "name"');
    expect(frames.asked).toBe(1);
    frames.tell({ data: { title: '焊工' } });
    expect(frames.asked).toBe(1);
    line.take();
    expect(frames.asked).toBe(2);
    expect(line.sent.map((text) => JSON.parse(text))).toEqual([
      { id: 'a "name"', type: 'next', payload: { data: { title: '焊工' } } },
    ]);
  });

  test('are read whole by the other side, however long they are', () => {
    for (const length of [0, 40, 66, 67, 68, 65_470, 65_476, 65_477, 65_478, 70_000, 200_000]) {
      const line = socket();
      const told = { data: { title: '工'.padEnd(length, 'x') } };
      streamTo(line, '1').frames.tell(told);
      expect(line.sent).toEqual([JSON.stringify({ id: '1', type: 'next', payload: told })]);
    }
  });

  test('are written once for all who are told the same', () => {
    const written: number[] = [];
    const result = { data: { toJSON: () => written.push(1) } } as unknown as ExecutionResult;
    for (const id of ['1', '2', '3']) {
      const line = socket();
      streamTo(line, id).frames.tell(result);
      expect(line.sent[0]).toBe(`{"id":"${id}","type":"next","payload":{"data":1}}`);
    }
    expect(written).toEqual([1]);
  });

  test('end with their source, well or badly, and then say so once', () => {
    const well = streamTo(socket(), '1');
    well.frames.finish();
    well.frames.finish();
    expect(well.ends).toEqual(['done']);
    const badly = streamTo(socket(), '1');
    const fault = new Error('lost');
    badly.frames.break(fault);
    expect(badly.ends).toEqual([fault]);
  });

  test('end with their listener without a word, and nothing is sent after', async () => {
    const line = socket();
    const { frames, stream, ends } = streamTo(line, '1');
    await stream.return();
    frames.tell({ data: {} });
    expect([frames.left, line.sent, ends]).toEqual([1, [], []]);
  });

  test('are not sent into a socket that closes', () => {
    const line = socket();
    const { frames } = streamTo(line, '1');
    line.state.readyState = 2;
    frames.tell({ data: {} });
    expect(line.sent).toEqual([]);
    expect(frames.asked).toBe(1);
  });
});
