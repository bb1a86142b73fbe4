/**
 * What the database answers of a viewer (`Stands` of access), as an SQL expression over these four expressions: its
 * account, role, organization and the organization's path. Two look-ups by key; an expression and no function,
 * because every read asks it and a call would cost it twice.
 */
export function standsSql(account: string, role: string, organization: string, path: string): string {
  return `coalesce((select case
      when a.status <> 'ACTIVE' or o.status <> 'ACTIVE' then 'REVOKED'
      when a.role <> ${role} or o.id <> ${organization} or o.path <> ${path} then 'CHANGED'
      else 'STANDS' end
    from account a join organization o on o.id = a.organization_id where a.id = ${account}), 'REVOKED')`;
}
