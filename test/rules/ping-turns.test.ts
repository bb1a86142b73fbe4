import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { PingTurns } from '#server/ping-turns.js';

/** A socket that counts what is done to it; it answers a ping at once, or never. */
class Peer extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  pings = 0;
  terminated = 0;

  constructor(readonly answers: boolean) {
    super();
  }

  ping(): void {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }

  terminate(): void {
    this.terminated += 1;
    this.readyState = 3;
    this.emit('close');
  }
}

let turns: PingTurns;
beforeEach(() => {
  jest.useFakeTimers();
  turns = new PingTurns();
});
afterEach(() => {
  turns.close();
  jest.useRealTimers();
});

function add(answers: boolean): Peer {
  const peer = new Peer(answers);
  turns.add(peer as unknown as WebSocket);
  return peer;
}

describe('a socket that stays open', () => {
  test('is asked once in twelve seconds whether it lives, and stays while it answers', () => {
    const peer = add(true);
    jest.advanceTimersByTime(11_999);
    expect(peer.pings).toBe(0);
    jest.advanceTimersByTime(36_001);
    expect([peer.pings, peer.terminated]).toEqual([4, 0]);
  });

  test('is ended when it has not answered by the time the next ping is due', () => {
    const deaf = add(false);
    jest.advanceTimersByTime(23_999);
    expect([deaf.pings, deaf.terminated]).toEqual([1, 0]);
    jest.advanceTimersByTime(1);
    expect([deaf.pings, deaf.terminated]).toEqual([1, 1]);
    // What has closed is left alone.
    jest.advanceTimersByTime(60_000);
    expect([deaf.pings, deaf.terminated]).toEqual([1, 1]);
  });

  test('is not asked together with all others: each second has those that came in it', () => {
    const peers: Peer[] = [];
    for (let second = 0; second < 12; second += 1) {
      peers.push(add(true));
      jest.advanceTimersByTime(1_000);
    }
    const asked = peers.map(({ pings }) => pings);
    expect(asked).toEqual([1, ...Array.from({ length: 11 }, () => 0)]);
    for (let second = 1; second < 12; second += 1) {
      jest.advanceTimersByTime(1_000);
      expect(peers.map(({ pings }) => pings)).toEqual(peers.map((_, at) => (at <= second ? 1 : 0)));
    }
  });

  test('is not asked while it closes', () => {
    const closing = add(true);
    closing.readyState = 2;
    jest.advanceTimersByTime(24_000);
    expect([closing.pings, closing.terminated]).toEqual([0, 0]);
  });
});
