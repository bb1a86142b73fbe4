import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loaderOf, type Published } from '#kernel/published.js';
import { codeOf } from '#kernel/region-code.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { EXPORT_AGREEMENT } from './end-export-agreement.js';

function exportAgreementNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('ExportAgreement', String(row['id'])),
    origin: regionOf(op, codeOf(String(row['origin']))),
    destination: regionOf(op, codeOf(String(row['destination']))),
    get company() {
      return op.batch(loadOrganizations).load(String(row['company_id']));
    },
    get employers() {
      const keys = row['employer_ids'] as string[];
      return Promise.all(keys.map((key) => op.batch(loadOrganizations).load(key)));
    },
    agreementNo: row['agreement_no'],
    signedOn: row['signed_on'],
    validFrom: row['valid_from'],
    validTo: row['valid_to'],
    clauses: row['clauses'],
    version: row['version'],
  };
}
export type ExportAgreementNode = ReturnType<typeof exportAgreementNode>;

export const EXPORT_AGREEMENTS: Published<ExportAgreementNode> = {
  says: EXPORT_AGREEMENT,
  columns: sql`e.id, e.origin, e.destination, e.company_id, e.employer_ids::text[] as employer_ids, e.agreement_no,
    e.signed_on::text as signed_on, e.valid_from::text as valid_from, e.valid_to::text as valid_to, e.clauses, e.version`,
  from: sql`export_agreement e`,
  id: sql`e.id`,
  node: exportAgreementNode,
};

/** Which agreements are asked for. */
export interface ExportAgreementsAsked {
  readonly origin?: string | null;
  readonly destination?: string | null;
  readonly company?: string | null;
  readonly employer?: string | null;
  readonly holdsOn?: string | null;
}

/** Export agreements that match, newest first. They are published: every signed-in side sees them all. */
export function exportAgreementList(
  op: Operation,
  { origin, destination, company, employer, holdsOn }: ExportAgreementsAsked,
): ListQuery<ExportAgreementNode> {
  const under = (column: Sql, code: string | null | undefined, field: string): Sql =>
    code == null ? empty : underPath(column, op.regions.must(code, field).path);
  const conditions = [
    sql`true`,
    under(sql`e.origin`, origin, 'filter.origin'),
    under(sql`e.destination`, destination, 'filter.destination'),
    company == null ? empty : sql`e.company_id = ${keyOf('Organization', company, 'filter.company')}::uuid`,
    employer == null
      ? empty
      : sql`e.employer_ids @> array[${keyOf('Organization', employer, 'filter.employer')}::uuid]`,
    holdsOn == null ? empty : sql`e.valid_from <= ${holdsOn}::date and e.valid_to > ${holdsOn}::date`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'export-agreement',
    columns: EXPORT_AGREEMENTS.columns,
    from: sql`from export_agreement e where ${join(conditions, ' and ')}`,
    keys: [sql`e.id`],
    descending: true,
    node: (row) => exportAgreementNode(op, row),
  };
}

/** Export agreements by key. */
export const loadExportAgreements = loaderOf(EXPORT_AGREEMENTS);
