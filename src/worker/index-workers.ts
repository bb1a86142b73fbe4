import sql from 'sql-template-tag';
import { HouseError } from '#kernel/error.js';
import type { IdentityVault, Operation, RegionBook, Row } from '#kernel/operation.js';
import { type Findable, findableWords } from './findable-words.js';
import { learnToRead } from './name-readings.js';
import { placeOfFound } from './found-by.js';
import { countyOf, wordToken } from './word-token.js';
import { WorkerIdentity } from './worker-identity.entity.js';
import type { Worker } from './worker.entity.js';

/** A person whose tokens are to be made. */
export interface ToIndex extends Omit<Findable, 'places'> {
  readonly id: string;
  /** Code of the service region. */
  readonly serviceRegion: string;
  /** Paths of the service region and of the hukou. */
  readonly origin: string;
  readonly hukou: string;
}

/** What a person is found by in one county: rows of worker_token, column by column. */
export interface TokenRows {
  readonly worker: string;
  readonly county: string;
  /** Whole numbers in decimal. */
  readonly tokens: readonly string[];
  /** The place in FOUND_BY of each. */
  readonly by: readonly number[];
}

/** The rows of a person, for each county that may find: the one that serves and the one of the hukou. */
export function tokenRows(vault: IdentityVault, regions: RegionBook, person: ToIndex): TokenRows[] {
  const words = findableWords({ ...person, places: placesOf(regions, person.serviceRegion) });
  const counties = new Set([countyOf(person.origin), countyOf(person.hukou)]);
  return [...counties].map((county) => ({
    worker: person.id,
    county,
    tokens: [...words.keys()].map((word) => wordToken(vault, county, word)),
    by: [...words.values()].map(placeOfFound),
  }));
}

/** Writes the tokens of people anew, in the verb's own transaction; what they had before is gone. Flushes first. */
export async function indexWorkers(op: Operation, people: readonly ToIndex[]): Promise<void> {
  if (people.length === 0) return;
  await learnToRead();
  const rows = people.flatMap((person) => tokenRows(op.vault, op.regions, person));
  await op.asSystem(() =>
    writeTokens(
      op,
      people.map(({ id }) => id),
      rows,
    ),
  );
}

/** The rows of these people take the place of those that stand; for whoever has made them and is the system. */
export async function writeTokens(
  op: Operation,
  ids: readonly string[],
  rows: readonly TokenRows[],
): Promise<void> {
  await op.run(sql`delete from worker_token where worker_id = any(${uuids(ids)}::uuid[])`);
  await op.run(sql`insert into worker_token (token, found_by, worker_id, county)
    select x.token, x.by, t.worker, t.county
    from json_to_recordset(${JSON.stringify(rows)}::json) as t (worker uuid, county text, tokens bigint[], by smallint[])
    cross join lateral unnest(t.tokens, t.by) as x (token, by)
    on conflict do nothing`);
  await op.run(sql`delete from worker_to_index where worker_id = any(${uuids(ids)}::uuid[])`);
}

/** As one value: inside a verb an array would be written out as a list of values. */
export function uuids(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

/**
 * The tokens of one person whose identity or places a verb has just changed. What cannot be opened leaves the person
 * to the clock, which is told by the database: a correction is not refused for it.
 */
export async function indexWorkerAgain(op: Operation, worker: Worker): Promise<void> {
  await op.em.flush();
  const identity = await op.em.findOne(WorkerIdentity, { workerId: worker.id });
  const opened = identity && openIdentity(op.vault, identity);
  if (opened) await indexWorkers(op, [{ ...opened, ...placed(worker) }]);
}

function placed({ id, serviceRegion, origin, hukou }: Worker): Omit<ToIndex, keyof Findable> {
  return { id, serviceRegion, origin, hukou };
}

/** Name, ID number and phone, readable; null where one of them cannot be opened. */
export function openIdentity(
  vault: IdentityVault,
  sealed: { readonly nameEnc: string; readonly idNumberEnc: string; readonly phoneEnc?: string | null },
): Omit<Findable, 'places'> | null {
  try {
    return {
      name: vault.open(sealed.nameEnc),
      idNumber: vault.open(sealed.idNumberEnc),
      phone: sealed.phoneEnc == null ? null : vault.open(sealed.phoneEnc),
    };
  } catch (fault) {
    if (fault instanceof HouseError) return null;
    throw fault;
  }
}

/** Names of the place and of what it lies in, up to the county and without it. */
function placesOf(regions: RegionBook, code: string): string[] {
  const names: string[] = [];
  for (
    let at = regions.get(code);
    at && ['TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'].includes(at.level);
    at = at.parentCode === null ? undefined : regions.get(at.parentCode)
  )
    names.push(at.name);
  return names;
}

/** A row of worker and worker_identity as a person to index; null where what is sealed cannot be opened. */
export function toIndex(vault: IdentityVault, row: Row): ToIndex | null {
  const opened = openIdentity(vault, {
    nameEnc: String(row['name_enc']),
    idNumberEnc: String(row['id_number_enc']),
    phoneEnc: row['phone_enc'] as string | null,
  });
  return (
    opened && {
      ...opened,
      id: String(row['id']),
      serviceRegion: String(row['service_region']),
      origin: String(row['origin']),
      hukou: String(row['hukou']),
    }
  );
}
