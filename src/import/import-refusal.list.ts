import sql from 'sql-template-tag';
import { keyOf } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { importStake } from './import-run.list.js';
import { type PieceSeal, sealOf } from './piece-seal.js';
import { REFUSED_VALUE } from './refusal-ledger.js';

const KEYS = [sql`f.sheet`, sql`f.row`, sql`f.number`];

function refusalNode(op: Operation, row: Row, seals: Map<string, PieceSeal>) {
  return {
    sheet: row['sheet'],
    row: row['row'],
    cell: row['cell'],
    heading: row['heading'],
    reason: row['reason'],
    zh: row['zh'],
    en: row['en'],
    get value() {
      if (row['sealed'] == null) return null;
      const id = String(row['run_id']);
      const seal = seals.get(id) ?? sealOf(op.vault, { id, keyEnc: row['key_enc'] as string | null });
      seals.set(id, seal);
      return seal.open(REFUSED_VALUE, Buffer.from(String(row['sealed']), 'base64')).toString();
    },
  };
}

/** Why rows of a run of the viewer's organization were refused, a cell each, in the order of the rows. */
export function importRefusals(op: Operation, run: string): ListQuery<ReturnType<typeof refusalNode>> {
  const seals = new Map<string, PieceSeal>();
  return {
    name: 'import-refusal',
    columns: sql`f.run_id, f.sheet, f.row, f.cell, f.heading, f.reason, f.zh, f.en, encode(f.value_enc, 'base64') as sealed, r.key_enc`,
    from: sql`from import_refusal f join import_run r on r.id = f.run_id
      where ${importStake(op)} and f.run_id = ${keyOf('ImportRun', run, 'run')}::uuid`,
    keys: KEYS,
    descending: false,
    node: (row) => refusalNode(op, row, seals),
  };
}
