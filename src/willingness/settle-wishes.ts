import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { CONTACT_METHODS, Willingness } from './willingness.entity.js';

/**
 * Two records become one person, who has one active wish of each kind: the later confirmed one stands, and at the same moment the one that was
 * heard more directly (domain 4.5: the person, a visit, a call, a message). The other gives way (ACTIVE →
 * SUPERSEDED). Belongs inside the caller's `asSystem`. Answers the keys of those that gave way.
 */
export async function settleWishes(op: Operation, one: string, other: string): Promise<string[]> {
  const active = await op.em.find(
    Willingness,
    { workerId: { $in: [one, other] }, state: 'ACTIVE' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  const gaveWay: string[] = [];
  for (const wishes of Map.groupBy(active, (wish) => wish.kind).values()) {
    const [stands, ...others] = wishes.toSorted(laterFirst);
    for (const wish of others) {
      if (stands) wish.supersededWith(stands);
      gaveWay.push(wish.id);
    }
  }
  await op.em.flush();
  return gaveWay;
}

/** The order of several answers (domain 4.5). */
function laterFirst(a: Willingness, b: Willingness): number {
  const later = (b.confirmedAt?.getTime() ?? 0) - (a.confirmedAt?.getTime() ?? 0);
  return later || CONTACT_METHODS.indexOf(a.method) - CONTACT_METHODS.indexOf(b.method);
}

/**
 * The two are parted again: a wish that gave way only to the other's stands again (SUPERSEDED → ACTIVE) while it holds, unless its
 * person has said something newer since. Belongs inside the caller's `asSystem`.
 */
export async function restoreWishes(op: Operation, keys: readonly string[]): Promise<void> {
  const gaveWay = await op.em.find(
    Willingness,
    { id: { $in: [...keys] }, state: 'SUPERSEDED', validTo: { $gt: op.today } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  for (const wish of gaveWay) {
    const { workerId, kind } = wish;
    if ((await op.em.count(Willingness, { workerId, kind, state: 'ACTIVE' })) === 0) wish.standAgain();
  }
  await op.em.flush();
}
