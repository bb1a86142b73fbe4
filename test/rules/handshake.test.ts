import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { WebSocketServer } from 'ws';
import { HouseError } from '#kernel/error.js';
import { SmallTurns } from '#kernel/small-turns.js';
import { answerHandshakes, type HandshakeSettings } from '#server/handshake.js';

/** A knock at the door, with what was answered. */
class Knock extends EventEmitter {
  answer = '';
  destroyed = false;

  end(text: string): void {
    this.answer = text;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

/** A door before which nothing is real but what is tested. */
function door(more: Partial<HandshakeSettings> = {}) {
  const server = new EventEmitter();
  const inside: EventEmitter[] = [];
  const closed: [number, string][] = [];
  const wss = Object.assign(new EventEmitter(), {
    handleUpgrade: (_request: unknown, _socket: unknown, _head: unknown, done: (ws: unknown) => void) =>
      done(
        Object.assign(new EventEmitter(), {
          close: (code: number, reason: string) => void closed.push([code, reason]),
        }),
      ),
  });
  wss.on('connection', (ws: EventEmitter) => inside.push(ws));
  answerHandshakes(server as unknown as Server, wss as unknown as WebSocketServer, {
    mayConnect: (origin) => origin !== 'https://example.org',
    full: () => false,
    lines: () => 0,
    shed: () => undefined,
    turns: new SmallTurns(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...more,
  });
  const knock = (url = '/graphql', origin?: string): Knock => {
    const one = new Knock();
    server.emit('upgrade', { url, headers: { origin } }, one, Buffer.alloc(0));
    return one;
  };
  return { knock, inside, closed };
}

/** Lets everything happen that waits for nobody. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
};

describe('a handshake', () => {
  test('waits for its turn, and is let in by the path of the API alone', async () => {
    const { knock, inside } = door();
    const [fine, asked, other] = [knock(), knock('/graphql?x=1'), knock('//')];
    expect(inside).toHaveLength(0);
    await settled();
    expect(inside).toHaveLength(2);
    expect([fine.answer, asked.answer]).toEqual(['', '']);
    expect(other.answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test('of a foreign page, or where there is no room, is refused with the reason and the time to come back', async () => {
    const foreign = door().knock('/graphql', 'https://example.org');
    const late = door({ full: () => true, lines: () => 1_000 }).knock();
    await settled();
    expect(foreign.answer).toMatch(/^HTTP\/1\.1 403 .*FOREIGN_ORIGIN/s);
    expect(late.answer).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: (?:[1-9]|10)\r\n.*TOO_MANY_CONNECTIONS/s);
  });

  test('of a server that has too much to do is let through, to be told when to come back', async () => {
    const sentence = { zh: '忙', en: 'busy' };
    const busy = new HouseError('SERVICE_UNAVAILABLE', 'OVERLOADED', sentence, { retryAfterSeconds: 7 });
    const { knock, inside, closed } = door({ shed: () => busy });
    knock();
    await settled();
    expect([inside, closed]).toEqual([[], [[1013, 'OVERLOADED retryAfter=7']]]);
  });

  test('of somebody who hangs up meanwhile does no harm', async () => {
    const { knock } = door();
    const gone = knock();
    gone.emit('error', new Error('reset'));
    await settled();
    expect(gone.destroyed).toBe(true);
  });
});
