import sql, { type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { regionOf } from '#party/party.list.js';

/** What a refusal calls a building. */
export const BUILDING = { zh: '楼栋', en: 'building' } as const;

const COLUMNS = sql`b.id, b.region_code, b.no, b.version`;

/** A row as the face reads it. */
export function buildingNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Building', key);
    },
    get region() {
      return regionOf(op, row['region_code']);
    },
    no: row['no'],
    version: row['version'],
  };
}
export type BuildingNode = ReturnType<typeof buildingNode>;

// No destination has any: nothing is under the empty path.
const STAKE: StakeColumns = { origin: sql`b.origin`, destination: sql`''` };

/** Whose buildings the viewer may know of: a county's, that stand in it. */
function buildingStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Buildings of the viewer's county, or of a region in it, in the order of their place and number. */
export function buildingList(op: Operation, filter: { region?: string | null }): ListQuery<BuildingNode> {
  const path = filter.region == null ? null : op.regions.must(filter.region, 'region').path;
  return {
    name: 'building',
    columns: COLUMNS,
    from: sql`from building b where ${buildingStake(op)} and ${path === null ? sql`true` : underPath(sql`b.origin`, path)}`,
    keys: [sql`b.origin`, sql`b.no`, sql`b.id`],
    descending: false,
    node: (row) => buildingNode(op, row),
  };
}

/** Buildings by key, under the viewer's rights. */
export const loadBuildings: BatchFunction<string, BuildingNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), buildingNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A building just written, and the position of the snapshot in which it was read back. */
export async function buildingPayload(
  op: Operation,
  key: string,
): Promise<{ building: BuildingNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(BUILDING);
  return { building: buildingNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from building b where ${buildingStake(op)} and b.id = any(${[...keys]}::uuid[])`;
}

/** Where the people of resettlement sites were moved from, by the code of each region; no secret. */
export const loadSiteSources: BatchFunction<string, string[]> = async (op, codes) => {
  const { rows } = await op.read(
    sql`select r.code, r.source_codes from region r where r.code = any(${[...codes]}::text[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['code']), r['source_codes'] as string[]]));
  return codes.map((code) => found.get(code) ?? null);
};

/** A site just written, and the position of the snapshot in which its sources were read back. */
export async function sitePayload(op: Operation, code: string): Promise<{ site: object; position: string }> {
  const { position } = await op.read(sql`select ${code}::text as code`);
  return { site: regionOf(op, code), position };
}
