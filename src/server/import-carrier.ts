import sql from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import { carryImport, type Ways } from '#import/carry-import.js';
import type { Follower } from '#journal/follower.js';
import type { Operation } from '#kernel/operation.js';
import { findViewer } from '#party/find-viewer.js';
import { LOCKS } from '#store/lock-numbers.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import { beSoleProcess } from '#store/sole-process.js';

/** Another process takes over within this time; what could not be done is tried again after it. */
const LOOK_EVERY_MS = 2_000;

export interface CarrierSettings {
  readonly connectionString: string;
  readonly ground: OperationGround;
  readonly follower: Follower;
  /** Of a file. */
  readonly fileBytes: number;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Works on imports, one after the other, in one process of many: woken by each change of a run, and again after a
 * while when something was in the way. When the process ends another goes on where it was.
 */
export function carryImports(settings: CarrierSettings): { stop(): Promise<void> } {
  const { ground, follower, fileBytes, onFault } = settings;
  const system = (): Operation => openOperation(ground, systemViewer('imports'));
  let sole: AbortController | undefined;
  let working: Promise<void> | undefined;
  let isWoken = false;
  let later: NodeJS.Timeout | undefined;

  const workOff = async ({ signal }: AbortController): Promise<void> => {
    const ways: Ways = {
      system,
      as: async (accountId) =>
        openOperation(ground, await findViewer(system(), { accountId }, Number.POSITIVE_INFINITY)),
      signal,
      fileBytes,
    };
    while (isWoken && !signal.aborted) {
      isWoken = false;
      for (const id of await waiting(system())) if (!signal.aborted) await carryImport(ways, id);
    }
  };
  const wake = (): void => {
    isWoken = true;
    clearTimeout(later);
    later = undefined;
    if (!sole || working) return;
    const mine = sole;
    working = workOff(mine)
      .catch((fault: unknown) => {
        if (mine.signal.aborted) return;
        onFault(fault);
        later = setTimeout(wake, LOOK_EVERY_MS).unref();
      })
      .finally(() => {
        working = undefined;
        // Woken between the last look and now.
        if (isWoken && later === undefined) wake();
      });
  };
  const leave = async (): Promise<void> => {
    sole?.abort();
    sole = undefined;
    clearTimeout(later);
    later = undefined;
    await working;
  };
  const deaf = follower.listen({
    nouns: ['import_run'],
    take: ({ changes }) => changes.some(({ after }) => isWaiting(after?.['state'])) && wake(),
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

/** Does the system have to begin with a run in this state? One that is being worked on is not begun again. */
function isWaiting(state: unknown): boolean {
  return state === 'RECEIVED' || state === 'APPLYING';
}

/** Runs that somebody is to work on, the oldest first. */
async function waiting(op: Operation): Promise<string[]> {
  const { rows } = await op.read(
    sql`select id from import_run where state in ('RECEIVED', 'JUDGING', 'APPLYING') order by updated_at, id`,
  );
  return (rows[0] ?? []).map((row) => String(row['id']));
}
