import sql, { type Sql } from 'sql-template-tag';
import type { Operation, Row } from '#kernel/operation.js';
import { HouseError } from '#kernel/error.js';
import { accountRevoked } from '#access/stands.js';
import type { Role, Viewer } from '#access/viewer.js';

/**
 * Who stands behind a token's subject, with the pairings of today. UNAUTHENTICATED/UNKNOWN_ACCOUNT or
 * ACCOUNT_REVOKED otherwise. `op` is the system's: before this nobody is anybody.
 */
export async function findViewer(
  op: Operation,
  who: { subject: string } | { accountId: string },
  expiresAt: number,
): Promise<Viewer> {
  const { rows } = await op.read(
    statement('subject' in who ? sql`a.subject = ${who.subject}` : sql`a.id = ${who.accountId}`),
  );
  return viewerOfRow(op, rows[0]?.[0], expiresAt);
}

/**
 * The same for many subjects in one question: answers who stands behind each of them, or throws as above when it is
 * asked for one.
 */
export async function findViewers(
  op: Operation,
  subjects: readonly string[],
): Promise<(subject: string, expiresAt: number) => Viewer> {
  const { rows } = await op.read(statement(sql`a.subject = any(${[...subjects]}::text[])`));
  const bySubject = new Map((rows[0] ?? []).map((row) => [row['subject'], row]));
  return (subject, expiresAt) => viewerOfRow(op, bySubject.get(subject), expiresAt);
}

function statement(whose: Sql): Sql {
  return sql`
    select a.id, a.subject, a.handle, a.name, a.role, a.status, o.id as organization_id, o.name as organization_name, o.region_code, o.path,
      o.status as organization_status,
      array(select distinct q.origin from pairing q where q.valid_from <= business_today() and (q.valid_to is null or q.valid_to > business_today()) and (starts_with(q.destination, o.path) or starts_with(o.path, q.destination))) as origins,
      array(select distinct q.destination from pairing q where q.valid_from <= business_today() and (q.valid_to is null or q.valid_to > business_today()) and (starts_with(q.origin, o.path) or starts_with(o.path, q.origin))) as destinations,
      explicit_keys(o.path) as explicit_keys
    from account a join organization o on o.id = a.organization_id
    where ${whose}`;
}

function viewerOfRow(op: Operation, row: Row | undefined, expiresAt: number): Viewer {
  if (!row)
    throw new HouseError('UNAUTHENTICATED', 'UNKNOWN_ACCOUNT', {
      zh: '令牌有效，但系统中没有对应的账号，请联系管理员开通。',
      en: 'The token is valid, but there is no account for it. Ask an administrator to open one.',
    });
  if (row['status'] !== 'ACTIVE' || row['organization_status'] !== 'ACTIVE') throw accountRevoked();
  return toViewer(op, row, expiresAt);
}

function toViewer(op: Operation, row: Row, expiresAt: number): Viewer {
  const role = row['role'] as Role;
  const path = String(row['path']);
  return {
    accountId: String(row['id']),
    handle: String(row['handle']),
    name: String(row['name']),
    role,
    organizationId: String(row['organization_id']),
    organizationName: String(row['organization_name']),
    regionCode: String(row['region_code']),
    path,
    origins: role === 'STATION_LIAISON' ? (row['origins'] as string[]) : [],
    destinations: role === 'COUNTY_BUREAU' ? (row['destinations'] as string[]) : [],
    explicitKeys: row['explicit_keys'] as string[],
    broadKeys: [path.slice(0, 2), ...op.regions.groupsOf(path)],
    expiresAt,
  };
}
