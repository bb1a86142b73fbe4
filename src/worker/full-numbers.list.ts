import sql from 'sql-template-tag';
import type { BatchFunction } from '#kernel/operation.js';

/**
 * Whole ID numbers by worker, as far as the database lets the viewer have the seals; null where there is none. For who
 * has asked the page of disclosure first and has written down that the numbers leave.
 */
export const loadFullNumbers: BatchFunction<string, string> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select n.worker_id, n.id_number_enc from worker_identity n
      where n.worker_id = any(${[...keys]}::uuid[]) and n.id_number_enc is not null`,
  );
  const sealed = new Map((rows[0] ?? []).map((r) => [String(r['worker_id']), String(r['id_number_enc'])]));
  return keys.map((key) => {
    const seal = sealed.get(key);
    return seal === undefined ? null : op.vault.open(seal);
  });
};
