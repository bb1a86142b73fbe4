import { setTimeout as delay } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import { carryImport } from '#import/carry-import.js';
import type { Change } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import type { Operation } from '#kernel/operation.js';
import { findViewer } from '#party/find-viewer.js';
import { LOCKS } from '#store/lock-numbers.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import { beSoleProcess } from '#store/sole-process.js';

/** Another process takes over within this time; what could not be done is tried again after it. */
const LOOK_EVERY_MS = 2_000;
/** Imports that are worked on at once, of as many organizations: a long list holds up nobody else's short one. */
const AT_ONCE = 3;

export interface CarrierSettings {
  readonly connectionString: string;
  readonly ground: OperationGround;
  readonly follower: Follower;
  /** Of a file. */
  readonly fileBytes: number;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Works on imports, a few at once and one of each organization, in one process of many: woken by each change of a run,
 * and again after a while when something was in the way. When the process ends another goes on where it was.
 */
export function carryImports(settings: CarrierSettings): { stop(): Promise<void> } {
  const { ground, follower, fileBytes, onFault } = settings;
  const system = (): Operation => openOperation(ground, systemViewer('imports'));
  const as = async (accountId: string): Promise<Operation> =>
    openOperation(ground, await findViewer(system(), { accountId }, Number.POSITIVE_INFINITY));
  const running = new Map<string, Promise<void>>();
  let sole: AbortController | undefined;
  let looking: Promise<void> | undefined;
  let isWoken = false;

  /** Whatever is in the way is told; the run stays taken for a while, so that it is not tried again at once. */
  const inPeace = async (work: Promise<void>, signal: AbortSignal): Promise<void> => {
    try {
      await work;
    } catch (fault) {
      if (signal.aborted) return;
      onFault(fault);
      await delay(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const carry = (id: string, signal: AbortSignal): void => {
    const work = inPeace(carryImport({ system, as, signal, fileBytes }, id), signal).then(() => {
      running.delete(id);
      wake();
    });
    running.set(id, work);
  };
  const look = async ({ signal }: AbortController): Promise<void> => {
    while (isWoken && !signal.aborted) {
      isWoken = false;
      const next = await nextOfEach(system()).catch((fault: unknown) => {
        isWoken = true;
        throw fault;
      });
      for (const id of next)
        if (!signal.aborted && running.size < AT_ONCE && !running.has(id)) carry(id, signal);
    }
  };
  const wake = (): void => {
    isWoken = true;
    if (!sole || looking) return;
    const mine = sole;
    looking = inPeace(look(mine), mine.signal).then(() => {
      looking = undefined;
      // Woken between the last look and now, or the look was in vain.
      if (isWoken) wake();
    });
  };
  const leave = async (): Promise<void> => {
    sole?.abort();
    sole = undefined;
    await Promise.all([looking, ...running.values()]);
  };
  const deaf = follower.listen({
    nouns: ['import_run'],
    take: ({ changes }) => changes.some(isNews) && wake(),
  });
  const alone = beSoleProcess({
    connectionString: settings.connectionString,
    lock: LOCKS.imports,
    everyMs: LOOK_EVERY_MS,
    onWon: () => {
      sole = new AbortController();
      wake();
    },
    onLost: () => void leave(),
  });
  return {
    async stop() {
      deaf();
      await leave();
      await alone.stop();
    },
  };
}

/** Is there something to begin with, which was not before? */
function isNews({ before, after }: Change): boolean {
  const state = after?.['state'];
  return state !== before?.['state'] && (state === 'RECEIVED' || state === 'APPLYING');
}

/**
 * The run of each organization that is to be worked on next: the one that was begun, or the one that waits longest, whenever
 * it was opened. Where two files say different things of a person, the one whose writing was asked for last is right.
 */
async function nextOfEach(op: Operation): Promise<string[]> {
  const { rows } = await op.read(sql`select id from (
    select distinct on (organization_id) id from import_run
    where state in ('RECEIVED', 'JUDGING', 'APPLYING')
    order by organization_id, tries = 0 and reached_row is null, updated_at, id) next order by id`);
  return (rows[0] ?? []).map((row) => String(row['id']));
}
