import sql, { empty, join } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { holdsOn } from './licence.rules.js';
import { loadOrganizations } from './party.list.js';

const COLUMNS = sql`l.id, l.organization_id, l.licence_no, l.scope, l.online, l.valid_from::text as valid_from, l.valid_to::text as valid_to,
  l.revoked_on::text as revoked_on, l.revoked_because, l.version`;
const KEYS = [sql`l.valid_to`, sql`l.id`];

function licenceNode(op: Operation, row: Row) {
  const days = {
    validFrom: String(row['valid_from']),
    validTo: String(row['valid_to']),
    revokedOn: (row['revoked_on'] as string | null) ?? null,
  };
  return {
    id: toGlobalId('HrLicence', String(row['id'])),
    get organization() {
      return op.batch(loadOrganizations).load(String(row['organization_id']));
    },
    licenceNo: row['licence_no'],
    scope: row['scope'],
    online: row['online'],
    ...days,
    revokedBecause: row['revoked_because'],
    holds: holdsOn(days, op.today),
    version: row['version'],
  };
}
export type LicenceNode = ReturnType<typeof licenceNode>;

/** Which licences are asked for. */
export interface LicenceFilter {
  readonly organization?: string | null;
  readonly region?: string | null;
  readonly holdsOn?: string | null;
  readonly endsBefore?: string | null;
}

/** Licences that match, by their last day. They hang on the wall of the company: every signed-in side sees them all. */
export function licenceList(op: Operation, filter: LicenceFilter): ListQuery<LicenceNode> {
  const { organization, region, holdsOn: day, endsBefore } = filter;
  const place = region == null ? undefined : op.regions.must(region, 'filter.region');
  const conditions = [
    sql`true`,
    organization == null
      ? empty
      : sql`l.organization_id = ${keyOf('Organization', organization, 'filter.organization')}`,
    place === undefined
      ? empty
      : sql`exists (select from organization o where o.id = l.organization_id and ${underPath(sql`o.path`, place.path)})`,
    day == null
      ? empty
      : sql`l.valid_from <= ${day}::date and l.valid_to >= ${day}::date and coalesce(l.revoked_on > ${day}::date, true)`,
    endsBefore == null ? empty : sql`l.valid_to < ${endsBefore}::date`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'hr-licence',
    columns: COLUMNS,
    from: sql`from hr_licence l where ${join(conditions, ' and ')}`,
    keys: KEYS,
    descending: false,
    node: (row) => licenceNode(op, row),
  };
}

/** Licences by key. */
export const loadLicences: BatchFunction<string, LicenceNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${COLUMNS} from hr_licence l where l.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), licenceNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** A licence just written, and the position of the snapshot in which it was read back. */
export async function licencePayload(
  op: Operation,
  key: string,
): Promise<{ licence: LicenceNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${COLUMNS} from hr_licence l where l.id = ${key}::uuid`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound({ zh: '许可证', en: 'licence' });
  return { licence: licenceNode(op, row), position };
}
