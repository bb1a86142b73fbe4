import sql, { type Sql } from 'sql-template-tag';
import { HouseError, notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import { ageBand, maskIdNumber } from '#kernel/mask.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { regionOf, type RegionNode } from '#party/party.list.js';
import { audienceOf, type ConsentPurpose, DISCLOSURE, type Matter, shownInFull } from './disclosure.rules.js';
import { WORKER } from './find-worker.js';
import { workerStake } from './worker-stake.js';
import { loadTagRecords } from './worker-tag.list.js';

/** What decides who the viewer is to the person; `s` is the standing row. */
export const MATTER_COLUMNS = sql`w.origin, w.hukou, s.in_demand, s.explicit, s.broad, s.open_destination, s.bound, s.checked_in,
  s.shown_to::text[] as shown_to, s.accepted_by::text[] as accepted_by,
  case when (select viewer_role()) = 'EMPLOYER' then array(select c.purpose from consent c where c.worker_id = w.id
    and c.recipient_id = (select viewer_organization()) and c.withdrawn_on is null) else '{}' end as agreed`;

/** The columns of a worker with standing and, where the database lets the viewer have it, the sealed identity. */
export const WORKER_COLUMNS = sql`w.id, w.service_region, w.hukou_region, w.display_name, w.sex_code, w.birth_date::text as birth_date,
  w.ethnicity, w.education, w.work_ability, w.constraints, w.skills, w.life_status, w.activity, w.employment_form, w.employment_region,
  w.employment_path, w.employed_by::text as employed_by, w.works_until::text as works_until, w.season_ended_on::text as season_ended_on, w.in_training, w.verify_method, w.real_name_verified_on::text as real_name_verified_on, w.invented,
  w.registered_at, w.version, s.target, s.tags, i.name_enc, i.id_number_enc, i.phone_enc, ${MATTER_COLUMNS}`;

/**
 * The sealed identity beside `worker w`, at most one. `offset 0` keeps the planner from turning the look-up into
 * a join of whole tables: it cannot know how much row-level security will leave and guesses badly.
 */
export const WORKER_JOINS = sql`left join lateral (
    select n.name_enc, n.id_number_enc, n.phone_enc from worker_identity n where n.worker_id = w.id offset 0) i on true`;

/** The worker and the identity of each `standing s`, looked up one by one; for lists above that start from the standing. */
export const STANDING_BESIDE = sql`join lateral (select n.* from worker n where n.id = s.worker_id offset 0) w on true ${WORKER_JOINS}`;

/** Walks along `standing s`, with the worker and the identity of each. */
export const WORKER_FROM = sql`from standing s ${STANDING_BESIDE}`;

/** The standing and the identity of each `worker w`, looked up one by one. */
export const WORKER_BESIDE = sql`join lateral (select n.* from standing n where n.worker_id = w.id offset 0) s on true ${WORKER_JOINS}`;

/** The matter in a row that holds MATTER_COLUMNS. */
export function matterOf(row: Row): Matter {
  return {
    origin: String(row['origin']),
    hukou: String(row['hukou']),
    inDemand: row['in_demand'] === true,
    explicit: row['explicit'] as string[],
    broad: row['broad'] as string[],
    openDestination: row['open_destination'] === true,
    bound: row['bound'] as string[],
    checkedIn: row['checked_in'] as string[],
    shownTo: row['shown_to'] as string[],
    acceptedBy: row['accepted_by'] as string[],
    // The columns of a county stop before it: it asks nobody's consent.
    agreed: (row['agreed'] ?? []) as ConsentPurpose[],
  };
}

/**
 * A row as the face reads it: each field as far as the page of disclosure goes. Seals are opened when read. `mergedFrom` is the key
 * by which the person was asked for, where it is another record's.
 */
export function workerNode(op: Operation, row: Row, mergedFrom?: string) {
  const key = String(row['id']);
  const matter = matterOf(row);
  const audience = audienceOf(op.viewer, matter);
  const shown = DISCLOSURE[audience];
  // What cannot be opened is answered, not thrown: the compiled executor takes a fault as a field's value, and a
  // thrown one would take the page with it.
  const opened = (column: string): string | Error | null => {
    if (row[column] == null) return null;
    try {
      return op.vault.open(String(row[column]));
    } catch (fault) {
      if (fault instanceof HouseError) return fault;
      throw fault;
    }
  };
  const filed = (column: string): unknown => (shown.file === 'FULL' ? row[column] : null);
  const birthDate = String(row['birth_date']);
  return {
    key,
    /** Who the viewer is to this person; rooms above ask it before they add a field. */
    audience,
    get id() {
      return toGlobalId('Worker', key);
    },
    mergedFrom: mergedFrom === undefined ? null : toGlobalId('Worker', mergedFrom),
    get name() {
      if (shown.name === 'HIDDEN') return '**';
      return (shown.name === 'FULL' ? opened('name_enc') : null) ?? String(row['display_name']);
    },
    sexCode: row['sex_code'],
    birthDate: shown.birthDate === 'FULL' ? birthDate : null,
    get ageBand() {
      return shown.birthDate === 'HIDDEN' ? null : ageBand(birthDate, op.today);
    },
    get idNumberMasked() {
      if (shown.idNumber !== 'MASKED') return null;
      const idNumber = opened('id_number_enc');
      return typeof idNumber === 'string' ? maskIdNumber(idNumber) : idNumber;
    },
    get phone() {
      return shown.phone === 'FULL' ? opened('phone_enc') : null;
    },
    get hukou() {
      return placeOf(op, row['hukou_region'], shown.places === 'FULL');
    },
    get serviceRegion() {
      return placeOf(op, row['service_region'], shown.places === 'FULL');
    },
    education: row['education'],
    skills: row['skills'],
    constraints: shownInFull(shown.constraints, matter, 'WORK_CONSTRAINTS') ? row['constraints'] : null,
    target: shown.tags === 'HIDDEN' ? null : row['target'],
    tags: shown.tags === 'FULL' ? row['tags'] : null,
    get tagRecords() {
      return audience === 'COUNTY_OF_SERVICE' ? op.batch(loadTagRecords).load(key) : null;
    },
    get employment() {
      if (row['employment_form'] == null || !maySeeWork(op, shown.employment, row)) return null;
      return {
        form: row['employment_form'],
        region: regionOf(op, row['employment_region']),
        until: row['works_until'] ?? null,
      };
    },
    seasonEndedOn: filed('season_ended_on'),
    ethnicity: filed('ethnicity'),
    workAbility: filed('work_ability'),
    lifeStatus: filed('life_status'),
    activity: filed('activity'),
    inTraining: filed('in_training'),
    verifyMethod: filed('verify_method'),
    realNameVerifiedOn: filed('real_name_verified_on'),
    registeredAt: filed('registered_at'),
    version: filed('version'),
    invented: row['invented'],
  };
}
export type WorkerNode = ReturnType<typeof workerNode>;

function maySeeWork(op: Operation, extent: string, row: Row): boolean {
  if (extent === 'OWN_JOB') return row['employed_by'] === op.viewer.organizationId;
  if (extent !== 'OWN_CITY') return extent === 'FULL';
  return op.viewer.path !== '' && String(row['employment_path']).startsWith(op.viewer.path);
}

/** The region itself, or only the county (the city where it has none) that it lies in. */
export function placeOf(op: Operation, code: unknown, full: boolean): RegionNode {
  const place = regionOf(op, code);
  if (full) return place;
  let at = place;
  while (['VILLAGE', 'TOWN', 'RESETTLEMENT_SITE'].includes(at.level) && at.parent) at = at.parent;
  return at;
}

/**
 * Workers by key, under the viewer's rights; null where there is none or it is not the viewer's. The key of a record that was merged
 * answers the one that is kept, which then says so by `mergedFrom`.
 */
export const loadWorkers: BatchFunction<string, WorkerNode> = async (op, keys) => {
  const { rows } = await op.read(workersByKey(op, keys));
  const found = new Map<string, WorkerNode>();
  for (const row of rows[0] ?? []) {
    found.set(String(row['id']), workerNode(op, row));
    for (const key of row['asked_as'] as string[]) found.set(key, workerNode(op, row, key));
  }
  return keys.map((k) => found.get(k) ?? null);
};

/** A worker just written, and the position of the snapshot in which it was read back. */
export async function workerPayload(
  op: Operation,
  key: string,
): Promise<{ worker: WorkerNode; position: string }> {
  const { rows, position } = await op.read(workersByKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(WORKER);
  return { worker: workerNode(op, row, (row['asked_as'] as string[])[0]), position };
}

function workersByKey(op: Operation, keys: readonly string[]): Sql {
  const asked = sql`any(${[...keys]}::uuid[])`;
  return sql`select ${WORKER_COLUMNS}, array(select m.id::text from worker m where m.merged_into = w.id and m.id = ${asked}) as asked_as
    from worker w ${WORKER_BESIDE} where ${workerStake(op)} and w.merged_into is null
      and w.id = any(array(select coalesce(k.merged_into, k.id) from worker k where k.id = ${asked}))`;
}
