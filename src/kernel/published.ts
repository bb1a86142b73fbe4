import sql, { type Sql } from 'sql-template-tag';
import { type Message, notFound } from './error.js';
import type { BatchFunction, Operation, Row } from './operation.js';

/** How a noun that is no secret to any side is read by key. */
export interface Published<Node> {
  /** What a refusal calls it. */
  readonly says: Message;
  readonly columns: Sql;
  /** Its table under its short name, such as `export_agreement e`. */
  readonly from: Sql;
  readonly id: Sql;
  node(op: Operation, row: Row): Node;
}

/** Nodes of a published noun by key. */
export function loaderOf<Node>({ columns, from, id, node }: Published<Node>): BatchFunction<string, Node> {
  return async (op, keys) => {
    const { rows } = await op.read(
      sql`select ${columns} from ${from} where ${id} = any(${[...keys]}::uuid[])`,
    );
    const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), node(op, row)]));
    return keys.map((key) => found.get(key) ?? null);
  };
}

/** A published noun just written, and the position of the snapshot in which it was read back. */
export async function readBack<Node>(
  op: Operation,
  { says, columns, from, id, node }: Published<Node>,
  key: string,
): Promise<{ node: Node; position: string }> {
  const { rows, position } = await op.read(sql`select ${columns} from ${from} where ${id} = ${key}::uuid`);
  const row = rows[0]?.[0];
  if (!row) throw notFound(says);
  return { node: node(op, row), position };
}
