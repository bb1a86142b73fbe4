import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadPairings } from '#party/party.list.js';

/** What a refusal calls it. */
export const AGREEMENT = { zh: '劳务协作协议', en: 'cooperation agreement' } as const;

const COLUMNS = sql`c.id, c.pairing_id, c.year, c.level, c.signed_on::text as signed_on, c.parties, c.document_ref, c.clauses, c.version`;
const KEYS = [sql`c.year`, sql`c.id`];

function agreementNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('CooperationAgreement', String(row['id'])),
    get pairing() {
      return op.batch(loadPairings).load(String(row['pairing_id']));
    },
    year: row['year'],
    level: row['level'],
    signedOn: row['signed_on'],
    parties: row['parties'],
    documentRef: row['document_ref'],
    clauses: row['clauses'],
    version: row['version'],
  };
}
export type AgreementNode = ReturnType<typeof agreementNode>;

/** Which agreements are asked for. */
export interface AgreementFilter {
  readonly origin?: string | null;
  readonly destination?: string | null;
  readonly pairing?: string | null;
  readonly year?: number | null;
  readonly level?: string | null;
}

/** Agreements that match, the newest year first. Both sides publish them: every signed-in side sees them all. */
export function agreementList(op: Operation, filter: AgreementFilter): ListQuery<AgreementNode> {
  const { origin, destination, pairing, year, level } = filter;
  const under = (column: Sql, code: string | null | undefined, field: string): Sql =>
    code == null ? empty : underPath(column, op.regions.must(code, field).path);
  const conditions = [
    sql`true`,
    under(sql`c.origin`, origin, 'filter.origin'),
    under(sql`c.destination`, destination, 'filter.destination'),
    pairing == null ? empty : sql`c.pairing_id = ${keyOf('Pairing', pairing, 'filter.pairing')}`,
    year == null ? empty : sql`c.year = ${year}`,
    level == null ? empty : sql`c.level = ${level}`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'cooperation-agreement',
    columns: COLUMNS,
    from: sql`from cooperation_agreement c where ${join(conditions, ' and ')}`,
    keys: KEYS,
    descending: true,
    node: (row) => agreementNode(op, row),
  };
}

/** Agreements by key. */
export const loadAgreements: BatchFunction<string, AgreementNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), agreementNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** An agreement just written, and the position of the snapshot in which it was read back. */
export async function agreementPayload(
  op: Operation,
  key: string,
): Promise<{ cooperationAgreement: AgreementNode; position: string }> {
  const { rows, position } = await op.read(byKey([key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(AGREEMENT);
  return { cooperationAgreement: agreementNode(op, row), position };
}

function byKey(keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from cooperation_agreement c where c.id = any(${[...keys]}::uuid[])`;
}
