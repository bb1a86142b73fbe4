import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';
import { regionOf, type RegionNode } from '#party/party.list.js';
import {
  type Coverage,
  type CoverageLevel,
  NOBODY_COVERED,
  shownCoverage,
  type ShownCoverage,
} from './coverage.rules.js';

/** A place with its part of a round. */
export interface PlaceCoverageNode {
  readonly region: RegionNode;
  readonly coverage: ShownCoverage;
}

/** Digits of a town’s code; a resettlement site stands beside the towns. */
const TOWN_LENGTH = 9;
const COUNTY_LENGTH = 6;

const COUNTS = sql`count(*) filter (where a.outcome = 'DONE')::int as done,
  count(*) filter (where a.outcome = 'UNREACHABLE')::int as unreachable,
  count(*) filter (where a.outcome = 'REFUSED')::int as refused,
  count(*) filter (where a.outcome in ('MOVED', 'DECEASED'))::int as gone,
  count(*) filter (where a.outcome = 'NOT_ASKED')::int as not_yet`;

/** The coverage of rounds that the viewer may know of. */
export const loadCoverage: BatchFunction<string, ShownCoverage> = async (op, keys) => {
  const { rows } = await look(op, sql`select a.round_id, ${COUNTS} ${covered(op, keys)} group by a.round_id`);
  const found = new Map((rows[0] ?? []).map((r) => [String(r['round_id']), coverageOf(r)]));
  return keys.map((key) => shownCoverage(found.get(key) ?? NOBODY_COVERED, seesEach(op)));
};

/** The same place by place, by code; one loader for each level. */
export const loadPlaceCoverage: Readonly<Record<CoverageLevel, BatchFunction<string, PlaceCoverageNode[]>>> =
  {
    TOWN: placesBy(sql`left(a.origin, ${TOWN_LENGTH}::int)`),
    VILLAGE: placesBy(sql`a.origin`),
  };

function placesBy(place: Sql): BatchFunction<string, PlaceCoverageNode[]> {
  return async (op, keys) => {
    const { rows } = await look(
      op,
      sql`select y.*, g.code from (select a.round_id, ${place} as place, ${COUNTS} ${covered(op, keys)} group by 1, 2) y
        left join region g on g.path = y.place order by y.place`,
    );
    const found = Map.groupBy(rows[0] ?? [], (r) => String(r['round_id']));
    return keys.map((key) =>
      (found.get(key) ?? []).map((row) => ({
        region: placeOf(op, row),
        coverage: shownCoverage(coverageOf(row), seesEach(op)),
      })),
    );
  };
}

/** The place itself; what no region bears the path of is its county’s. */
function placeOf(op: Operation, row: Row): RegionNode {
  return regionOf(op, row['code'] ?? codeOf(String(row['place']).slice(0, COUNTY_LENGTH)));
}

/** Who is settled stays counted; who was not, only while the round asks the person. */
function covered(op: Operation, keys: readonly string[]): Sql {
  return sql`from survey_answer a where a.round_id = any(${[...keys]}::uuid[]) and ${coverageStake(op)}
    and (a.belongs or a.outcome not in ('NOT_ASKED', 'UNREACHABLE'))`;
}

/** Whose rounds the viewer may have counted: the first wall of a count that passes the second for observers. */
function coverageStake(op: Operation): Sql {
  const { role, path } = op.viewer;
  if (role === 'SYSTEM') return sql`true`;
  return role === 'COUNTY_BUREAU' || role === 'OBSERVER' ? underPath(sql`a.origin`, path) : sql`false`;
}

function seesEach(op: Operation): boolean {
  return op.viewer.role !== 'OBSERVER';
}

/** Observers see no answer, only how many there are. */
function look(op: Operation, statement: Sql) {
  return seesEach(op) ? op.read(statement) : op.count(statement);
}

function coverageOf(row: Row): Coverage {
  return {
    done: Number(row['done']),
    unreachable: Number(row['unreachable']),
    refused: Number(row['refused']),
    left: Number(row['gone']),
    notYet: Number(row['not_yet']),
  };
}
