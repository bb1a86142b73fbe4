import type { EntityKey, EntityName } from '@mikro-orm/core';
import sql, { join, raw } from 'sql-template-tag';
import type { Operation } from './operation.js';

/**
 * Writes many new rows of a noun in one statement, past the unit of work, which takes several times as long for each. All have
 * the same columns; what a column holds by default may be left out of all of them. Inside a transaction, under the
 * viewer's rights.
 */
export async function insertRows<T extends object>(
  op: Operation,
  noun: EntityName<T>,
  rows: readonly Partial<T>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { tableName, properties } = op.em.getMetadata().get<T>(noun);
  const keys = Object.keys(first) as EntityKey<T>[];
  const columns = keys.map((key) => properties[key].fieldNames[0] ?? key);
  const written = rows.map((row) =>
    Object.fromEntries(columns.map((column, i) => [column, cell(row[keys[i] as EntityKey<T>])])),
  );
  const names = join(columns.map((column) => raw(`"${column}"`)));
  await op.run(sql`insert into ${raw(tableName)} (${names})
    select ${names} from json_populate_recordset(null::${raw(tableName)}, ${JSON.stringify(written)}::json)`);
}

/** A value as JSON brings it to a column of any type: bytes are text in hexadecimal there. */
function cell(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}
