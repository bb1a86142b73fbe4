import sql, { join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation } from '#kernel/operation.js';

const NOBODY = sql`false`;

/**
 * Which people the viewer may know of at all, over `worker w` and `standing s`: the first wall; the policies on
 * the tables are the second. A county: those it serves or who are registered in it. A station: who is bound for
 * its city, and who of a paired origin wants to come. An employer: who was submitted to it. Others: nobody.
 */
export function workerStake(op: Operation): Sql {
  const { role, path, organizationId } = op.viewer;
  switch (role) {
    case 'SYSTEM':
      return sql`true`;
    case 'COUNTY_BUREAU':
      return sql`(${underPath(sql`w.origin`, path)} or ${underPath(sql`w.hukou`, path)})`;
    case 'STATION_LIAISON':
      return sql`(exists (select from unnest(s.bound) b where ${underPath(sql`b`, path)}) or ${wantsToCome(op)})`;
    case 'EMPLOYER':
      return sql`s.shown_to @> array[${organizationId}]::uuid[]`;
    default:
      return NOBODY;
  }
}

function wantsToCome(op: Operation): Sql {
  const { explicitKeys, broadKeys } = op.viewer;
  return sql`(s.in_demand and ${fromPairedOrigins(op, sql`s.origin`)}
    and standing_tier(s.explicit, s.broad, s.open_destination, ${[...explicitKeys]}::text[], ${[...broadKeys]}::text[]) <> 'NONE')`;
}

function fromPairedOrigins(op: Operation, column: Sql): Sql {
  const { origins } = op.viewer;
  return origins.length === 0
    ? NOBODY
    : sql`(${join(
        origins.map((o) => underPath(column, o)),
        ' or ',
      )})`;
}

/**
 * The ids from which a destination's list starts, so that it costs what it shows and not what the country holds:
 * the stake's own test reads arrays, and row-level security lets no array operator reach an index. Never
 * fewer than the stake has; the stake still decides.
 */
export function workerCandidates(op: Operation): Sql {
  const { role, path, organizationId } = op.viewer;
  const toHere = (noun: Sql): Sql =>
    sql`select n.worker_id from ${noun} n where ${underPath(sql`n.destination`, path)}`;
  if (role === 'STATION_LIAISON')
    return sql`select s.worker_id from standing s where ${wantsToCome(op)}
      union ${toHere(sql`referral`)} union ${toHere(sql`dispatch_order`)} union ${toHere(sql`arrival`)}`;
  return sql`select distinct n.worker_id from referral n where n.employer_id = ${role === 'EMPLOYER' ? organizationId : null}::uuid`;
}
