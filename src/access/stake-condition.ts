import sql, { type Sql } from 'sql-template-tag';
import type { Viewer } from './viewer.js';

const NOBODY = sql`false`;

/** Where the rows of a noun keep their stake, as columns of the statement. */
export interface StakeColumns {
  readonly origin: Sql;
  readonly destination: Sql;
  /** When a row is this employer's matter; left out: never an employer's. */
  readonly employer?: (organizationId: string) => Sql;
}

/**
 * Which rows the viewer may know of, of a noun that writes its stake down: the first wall of the lists, the same
 * sides as `holds` asks of one row; the policies on the tables are the second. Observers and the platform's
 * administrators read no row about a person.
 */
export function stakeCondition(viewer: Viewer, columns: StakeColumns): Sql {
  switch (viewer.role) {
    case 'SYSTEM':
      return sql`true`;
    case 'COUNTY_BUREAU':
      return underPath(columns.origin, viewer.path);
    case 'STATION_LIAISON':
      return underPath(columns.destination, viewer.path);
    case 'EMPLOYER':
      return columns.employer?.(viewer.organizationId) ?? NOBODY;
    default:
      return NOBODY;
  }
}

/** Is a path this region, or under it? Two comparisons, because an index serves them and a prefix function not. */
export function underPath(column: Sql, path: string): Sql {
  return path === '' ? NOBODY : sql`(${column} >= ${path} and ${column} < ${`${path}~`})`;
}
