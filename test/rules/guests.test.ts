import { expect, jest, test } from '@jest/globals';
import type { Viewer } from '#access/viewer.js';
import type { HouseError } from '#kernel/error.js';
import type { DoorKeeper } from '#server/door-keeper.js';
import { type Guest, Guests } from '#server/guests.js';

const LIFE_MS = 1_000;

test('whose token has ended is told so, also by news that comes before the timer', async () => {
  jest.useFakeTimers();
  const viewer = { accountId: 'one', expiresAt: Date.now() + LIFE_MS } as Viewer;
  const keeper: Partial<DoorKeeper> = {
    today: () => '2026-11-22',
    onRightsChanged: () => () => undefined,
    viewerOfLine: () => Promise.resolve(viewer),
    hearsOfRights: () => true,
    round: 0,
  };
  const told: string[] = [];
  const guest: Guest = {
    isUp: () => true,
    showOut: (why: HouseError) => void told.push(why.reason),
    onceGone: () => undefined,
  };
  const guests = new Guests(keeper as DoorKeeper, 1);
  await guests.letIn(guest, 'Bearer one');
  const ears = guests.earsOf(guest);
  expect([ears.mayHear(), told]).toEqual([true, []]);
  // The clock has gone on, and no timer has had its turn.
  jest.setSystemTime(Date.now() + LIFE_MS);
  expect([ears.mayHear(), told]).toEqual([false, ['TOKEN_EXPIRED']]);
  expect([ears.mayHear(), told]).toEqual([false, ['TOKEN_EXPIRED']]);
  jest.useRealTimers();
});
