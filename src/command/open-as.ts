import sql from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findViewer } from '#party/find-viewer.js';
import { nearHandles } from '#server/near-handles.js';
import { openOperation } from '#store/open-operation.js';
import type { Ground } from '../ground.js';

/** So many accounts are named where none is near. */
const MOST_NAMED = 20;

/**
 * An operation with the rights of this account, as if it had signed in: whoever may run commands on this
 * machine may act for it, and stands in the journal as it. BAD_USER_INPUT/UNKNOWN_HANDLE with near ones in
 * `allowed`, or with the first of all.
 */
export async function openAs(world: Ground, handle: string): Promise<Operation> {
  const system = openOperation(world.ground, systemViewer('command'));
  const { rows } = await system.read(sql`select id, handle from account where status = 'ACTIVE'`);
  const accounts = new Map((rows[0] ?? []).map((row) => [String(row['handle']), String(row['id'])]));
  const accountId = accounts.get(handle);
  if (accountId === undefined) {
    const near = nearHandles(handle, [...accounts.keys()]);
    const allowed = near.length > 0 ? near : [...accounts.keys()].toSorted().slice(0, MOST_NAMED);
    throw badInput(
      'as',
      'UNKNOWN_HANDLE',
      {
        zh: `没有账号“${handle.slice(0, 100)}”，或已停用。${near.length > 0 ? '相近的账号' : '可用的账号'}：`,
        en: `There is no active account "${handle.slice(0, 100)}". ${near.length > 0 ? 'Near to it' : 'There are'}:`,
      },
      { allowed },
    );
  }
  const viewer = await findViewer(system, { accountId }, Number.POSITIVE_INFINITY);
  return openOperation(world.ground, viewer);
}
