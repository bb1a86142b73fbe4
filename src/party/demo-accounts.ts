import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** The accounts of a demo database, for the development sign-in: handle, name and role of each active one. */
export async function demoAccounts(op: Operation): Promise<{ handle: string; name: string; role: string }[]> {
  const { rows } = await op.read(
    sql`select handle, name, role from account where status = 'ACTIVE' order by role, handle`,
  );
  return (rows[0] ?? []).map((r) => ({
    handle: String(r['handle']),
    name: String(r['name']),
    role: String(r['role']),
  }));
}
