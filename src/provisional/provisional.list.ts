import sql, { join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { HouseError, notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import { maskIdNumber } from '#kernel/mask.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations } from '#party/party.list.js';
import { askedPlace } from '#worker/asked-place.js';
import { loadWorkers, placeOf } from '#worker/worker.list.js';
import { PROVISIONAL_PERSON } from './find-provisional-person.js';
import type { KnownOf } from './provisional-person.entity.js';

const COLUMNS = sql`p.id, p.registered_by, p.service_region, p.identity_enc, p.sex_code, p.birth_year, p.why, p.state,
  p.due_on::text as due_on, p.worker_id, p.settled_because, p.registered_at, p.version`;
const UNSETTLED = sql`p.state in ('PROPOSED','OPEN')`;

/** As the county and whoever met the person read it. What cannot be opened is answered, not thrown. */
function provisionalNode(op: Operation, row: Row) {
  const opened = (of: (known: KnownOf) => string | null): string | Error | null => {
    try {
      return of(JSON.parse(op.vault.open(String(row['identity_enc']))) as KnownOf);
    } catch (fault) {
      if (fault instanceof HouseError) return fault;
      throw fault;
    }
  };
  const isOpen = row['state'] === 'PROPOSED' || row['state'] === 'OPEN';
  return {
    get id() {
      return toGlobalId('ProvisionalPerson', String(row['id']));
    },
    get name() {
      return opened(({ name }) => name);
    },
    get phone() {
      return opened(({ phone }) => phone);
    },
    get idNumberMasked() {
      return opened(({ idNumber }) => (idNumber === null ? null : maskIdNumber(idNumber)));
    },
    get serviceRegion() {
      return placeOf(op, row['service_region'], op.viewer.role === 'COUNTY_BUREAU');
    },
    get registeredBy() {
      return op.batch(loadOrganizations).load(String(row['registered_by']));
    },
    sexCode: row['sex_code'],
    birthYear: row['birth_year'],
    why: row['why'],
    state: row['state'],
    dueOn: row['due_on'],
    overdue: isOpen && String(row['due_on']) < op.today,
    get worker() {
      return row['worker_id'] == null ? null : op.batch(loadWorkers).load(String(row['worker_id']));
    },
    settledBecause: row['settled_because'],
    registeredAt: row['registered_at'],
    version: row['version'],
  };
}
export type ProvisionalNode = ReturnType<typeof provisionalNode>;

/** Whom the viewer may know of, over `provisional_person p`: a county whom it is to answer for, a station whom it met. The first wall. */
function provisionalStake({ viewer }: Operation): Sql {
  if (viewer.role === 'SYSTEM') return sql`true`;
  if (viewer.role === 'STATION_LIAISON') return sql`p.registered_by = ${viewer.organizationId}::uuid`;
  return viewer.role === 'COUNTY_BUREAU' ? underPath(sql`p.origin`, viewer.path) : sql`false`;
}

/** Which people; all given conditions must hold. */
export interface ProvisionalAsked {
  readonly states?: readonly string[] | null;
  readonly overdue?: boolean | null;
  readonly place?: string | null;
  readonly registeredByUs?: boolean | null;
}

/** Who is to be completed first comes first; those who are not settled, unless states are named. */
export function provisionalList(
  op: Operation,
  { states, overdue, place, registeredByUs }: ProvisionalAsked,
): ListQuery<ProvisionalNode> {
  const found: Sql[] = [provisionalStake(op)];
  found.push(states == null ? UNSETTLED : sql`p.state = any(${[...states]}::text[])`);
  const isOverdue = sql`(${UNSETTLED} and p.due_on < ${op.today}::date)`;
  if (overdue != null) found.push(overdue ? isOverdue : sql`not ${isOverdue}`);
  if (place != null) found.push(underPath(sql`p.origin`, askedPlace(op, place, 'filter.place').path));
  const isOurs = sql`p.registered_by = ${op.viewer.organizationId}::uuid`;
  if (registeredByUs != null) found.push(registeredByUs ? isOurs : sql`not ${isOurs}`);
  return {
    name: 'provisional-person',
    columns: COLUMNS,
    from: sql`from provisional_person p where ${join(found, ' and ')}`,
    // Everybody has the same seven days: who came first is due first.
    keys: [sql`p.id`],
    descending: false,
    node: (row) => provisionalNode(op, row),
  };
}

/** People by key, under the viewer's rights. */
export const loadProvisionalPeople: BatchFunction<string, ProvisionalNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), provisionalNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** Somebody just written down, and the position of the snapshot in which it was read back. */
export async function provisionalPayload(
  op: Operation,
  key: string,
): Promise<{ person: ProvisionalNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(PROVISIONAL_PERSON);
  return { person: provisionalNode(op, row), position };
}

/** The number that was written down of somebody, for the look-up that it may cost; nothing where there is none. */
export async function numberWrittenDown(op: Operation, id: string): Promise<string | null> {
  const { rows } = await op.read(byKey(op, [keyOf('ProvisionalPerson', id, 'input.id')]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(PROVISIONAL_PERSON, 'input.id');
  return (JSON.parse(op.vault.open(String(row['identity_enc']))) as KnownOf).idNumber;
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from provisional_person p where ${provisionalStake(op)} and p.id = any(${[...keys]}::uuid[])`;
}
