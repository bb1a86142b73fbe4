import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loaderOf, type Published } from '#kernel/published.js';
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

export const COOPERATION_AGREEMENTS: Published<AgreementNode> = {
  says: AGREEMENT,
  columns: COLUMNS,
  from: sql`cooperation_agreement c`,
  id: sql`c.id`,
  node: agreementNode,
};

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
export const loadAgreements = loaderOf(COOPERATION_AGREEMENTS);
