import type { Place } from '#journal/position.js';
import type { Row } from '#kernel/operation.js';

/** The place that a row keeps in the columns `reached`, `reached_from`, `reached_seq`, or in those of another name. */
export function placeOfRow(row: Row, name = 'reached'): Place {
  const to = String(row[name]);
  const from = row[`${name}_from`];
  return from == null ? { to } : { to, from: String(from), seq: String(row[`${name}_seq`]) };
}
