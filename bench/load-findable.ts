import pg from 'pg';
import { ledgerIdNumber } from '../test/support/worker-sheets.ts';

import { takeOff } from '#bench/load-workers.js';
import type { IdentityVault, RegionBook } from '../src/kernel/operation.ts';

/** Who somebody of the bench's world is. */
export interface Called {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
}

/** The parts of the program by which it seals people and finds them. */
export interface Sealing {
  readonly vault: IdentityVault;
  readonly regions: RegionBook;
  readonly learnToRead: typeof import('../src/worker/name-readings.ts').learnToRead;
  readonly tokenRows: typeof import('../src/worker/index-workers.ts').tokenRows;
  readonly nameAndBirth: typeof import('../src/worker/worker-identity.entity.ts').nameAndBirth;
}

/** Second and third character of a name. */
const MIDDLE = [...'秀明建国春志文小晓海'];
const LAST = [...'英华军芳平丽强梅兰伟敏燕'];
/** As many as `ledgerIdNumber` tells apart: codes of an address, times the people of one sex in the register of a day. */
const NUMBERS_OF_A_DAY = 999 * 499;
/** People of one statement. */
const PIECE = 5_000;

interface Person {
  readonly id: string;
  readonly service_region: string;
  readonly origin: string;
  readonly hukou: string;
  readonly display_name: string;
  readonly sex_code: 1 | 2;
  readonly birth_date: string;
}

/**
 * Name, number and phone of the worker with this row: of the surname that the row shows, invented and of nobody else. `taken`: the
 * numbers that somebody has; of one day and sex there are half a million.
 */
function calledAs({ id, display_name, sex_code, birth_date }: Person, taken: Set<string>): Called {
  const n = Number.parseInt(id.slice(-12), 16);
  const roll = Math.imul(n, 0x9e3779b1) >>> 0;
  const numberAt = (index: number) => ledgerIdNumber(index, birth_date.replaceAll('-', ''), sex_code);
  let index = roll % NUMBERS_OF_A_DAY;
  while (taken.has(numberAt(index))) index = (index + 1) % NUMBERS_OF_A_DAY;
  const idNumber = numberAt(index);
  taken.add(idNumber);
  const given = `${MIDDLE[roll % MIDDLE.length]}${LAST[(roll >>> 8) % LAST.length]}`;
  return {
    name: `${display_name.slice(0, 1)}${given}`,
    idNumber,
    phone: `154${String(n).padStart(8, '0')}`,
  };
}

const PERSON_COLUMNS =
  'id, service_region, origin, hukou, display_name, sex_code, birth_date::text as birth_date';

/**
 * Gives everybody of a loaded world an identity, sealed by the program's own keys, and the tokens by which the program would
 * find them. Does nothing where that was done. Some thirty rows a person: minutes for a million.
 */
export async function loadFindable(
  url: string,
  sealing: Sealing,
  say: (done: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench load' });
  await client.connect();
  try {
    const found = await client.query('select from worker_identity limit 1');
    if (found.rowCount) return;
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(`set local maintenance_work_mem = '1GB'`);
    await client.query(`select set_config('app.role', 'SYSTEM', true)`);
    await sealing.learnToRead();
    const putBack = await takeOff(client, 'worker_token', 'worker_token_pkey');
    const { rows } = await client.query<{ definition: string }>(
      `select pg_get_indexdef('worker_token_worker'::regclass) as definition`,
    );
    await client.query('drop index worker_token_worker');
    const people = await writeAll(client, sealing);
    say(`${people} identities and their tokens`);
    await putBack();
    await client.query(rows[0]?.definition ?? '');
    say('the indexes of the tokens');
    await client.query('commit');
    await client.query('vacuum (analyze) worker_identity, worker_token');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

async function writeAll(client: pg.Client, sealing: Sealing): Promise<number> {
  const taken = new Set<string>();
  let last = '00000000-0000-0000-0000-000000000000';
  for (let people = 0; ; ) {
    const { rows } = await client.query<Person>(
      `select ${PERSON_COLUMNS} from worker where id > $1 order by id limit ${PIECE}`,
      [last],
    );
    if (rows.length === 0) return people;
    people += rows.length;
    last = rows.at(-1)?.id ?? last;
    const called = rows.map((row) => ({ row, ...calledAs(row, taken) }));
    await client.query(IDENTITIES, [JSON.stringify(called.map((one) => identityOf(sealing, one)))]);
    const tokens = called.flatMap(({ row, ...who }) =>
      sealing.tokenRows(sealing.vault, sealing.regions, { ...who, ...placed(row) }),
    );
    await client.query(TOKENS, [JSON.stringify(tokens)]);
  }
}

/** As the program asks for a person to index. */
function placed({ id, service_region, origin, hukou }: Person) {
  return { id, serviceRegion: service_region, origin, hukou };
}

function identityOf(
  { vault, nameAndBirth }: Sealing,
  { row, name, idNumber, phone }: Called & { row: Person },
) {
  const hex = (print: Buffer): string => print.toString('hex');
  return {
    id: row.id,
    name: vault.seal(name),
    number: vault.seal(idNumber),
    number_print: hex(vault.fingerprint(idNumber)),
    phone: vault.seal(phone),
    phone_print: hex(vault.fingerprint(phone)),
    name_print: hex(nameAndBirth(vault, name, row.birth_date)),
  };
}

const IDENTITIES = `
  insert into worker_identity (worker_id, name_enc, id_number_enc, id_number_hmac, phone_enc, phone_hmac, name_birth_hmac)
  select x.id, x.name, x.number, decode(x.number_print, 'hex'), x.phone, decode(x.phone_print, 'hex'), decode(x.name_print, 'hex')
  from json_to_recordset($1::json) as x (id uuid, name text, number text, number_print text, phone text, phone_print text, name_print text)`;

/** As src/worker/index-workers.ts writes them. */
const TOKENS = `
  insert into worker_token (token, found_by, worker_id, county)
  select x.token, x.by, t.worker, t.county
  from json_to_recordset($1::json) as t (worker uuid, county text, tokens bigint[], by smallint[])
  cross join lateral unnest(t.tokens, t.by) as x (token, by)`;
