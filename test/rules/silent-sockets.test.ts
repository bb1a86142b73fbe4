import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { SilentSockets } from '#server/silent-sockets.js';

class FakeSocket extends EventEmitter {
  constructor(
    private readonly cut: string[],
    readonly name: string,
  ) {
    super();
  }

  terminate(): void {
    this.cut.push(this.name);
    this.emit('close');
  }
}

test('of those who are silent the one that came first is cut when they are too many, and nobody who spoke or went', () => {
  const cut: string[] = [];
  const silent = new SilentSockets(2);
  const come = (name: string): WebSocket => {
    const socket = new FakeSocket(cut, name) as unknown as WebSocket;
    silent.come(socket);
    return socket;
  };
  const [spoke, went] = [come('spoke'), come('went')];
  silent.spoke(spoke);
  went.emit('close');
  expect(silent.size).toBe(0);
  for (const name of ['a', 'b', 'c', 'd']) come(name);
  expect([cut, silent.size]).toEqual([['a', 'b'], 2]);
});
