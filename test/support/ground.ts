/**
 * A ground to stand on without a server: a freshly migrated database of its own, with the few places, bodies
 * and accounts that the stories of people need. Operations are opened as the doors open them.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { systemViewer } from '#access/viewer.js';
import { openGround as openRealGround, type Ground } from '#ground.js';
import type { Operation, Row } from '#kernel/operation.js';
import { Account } from '#party/account.entity.js';
import { findViewer } from '#party/find-viewer.js';
import { Organization, type OrganizationType } from '#party/organization.entity.js';
import { Pairing } from '#party/pairing.entity.js';
import { migrate } from '#store/migrate.js';
import { openOperation } from '#store/open-operation.js';

const PROJECT = resolve(import.meta.dirname, '..', '..');
/** Named by global-setup.ts: a superuser's address, who may create databases. */
const SERVER = process.env['TEST_DATABASE_URL'] ?? '';
/** Any fixed number: test files that start at once make the template one after the other. */
const TEMPLATE_LOCK = 4_406_522_640;

/** Regions of the stories: code, name, level, parent, members. */
export const REGIONS: readonly (readonly [string, string, string, string | null, string[]?])[] = [
  ['520000', '贵州省', 'PROVINCE', null],
  ['522600', '黔东南苗族侗族自治州', 'PREFECTURE', '520000'],
  ['522631', '黎平县', 'COUNTY', '522600'],
  ['522631003', '龙形街道', 'TOWN', '522631'],
  ['522631101', '中潮镇', 'TOWN', '522631'],
  ['522631R01', '黎平安置点', 'RESETTLEMENT_SITE', '522631'],
  ['522633', '从江县', 'COUNTY', '522600'],
  ['522633100', '丙妹镇', 'TOWN', '522633'],
  ['440000', '广东省', 'PROVINCE', null],
  ['440600', '佛山市', 'PREFECTURE', '440000'],
  ['440604', '禅城区', 'COUNTY', '440600'],
  ['330000', '浙江省', 'PROVINCE', null],
  ['330100', '杭州市', 'PREFECTURE', '330000'],
  ['330109', '萧山区', 'COUNTY', '330100'],
  ['G-PRD', '珠三角', 'REGION_GROUP', null, ['440600']],
];

/** Who may sign in: handle, role, kind and region of the organization. */
const ACCOUNTS = [
  ['county@liping', 'COUNTY_BUREAU', 'COUNTY_BUREAU', '522631'],
  ['officer@liping', 'COUNTY_BUREAU', 'COUNTY_BUREAU', '522631'],
  ['county@congjiang', 'COUNTY_BUREAU', 'COUNTY_BUREAU', '522633'],
  ['station@foshan', 'STATION_LIAISON', 'STATION', '440600'],
  ['station@hangzhou', 'STATION_LIAISON', 'STATION', '330100'],
  ['employer@foshan', 'EMPLOYER', 'EMPLOYER', '440604'],
  ['employer@other', 'EMPLOYER', 'EMPLOYER', '440604'],
  ['observer@province', 'OBSERVER', 'OBSERVER', '520000'],
  ['admin@platform', 'ADMIN', 'PLATFORM', '520000'],
] as const satisfies readonly (readonly [string, Account['role'], OrganizationType, string])[];
export type Handle = (typeof ACCOUNTS)[number][0];

export interface TestGround {
  readonly ground: Ground;
  /** The name of the database, with its server. */
  readonly url: string;
  /** A fresh operation of this account. */
  as(handle: Handle): Promise<Operation>;
  system(part?: string): Operation;
  /** What the database itself holds, asked as its owner past every wall. */
  look(text: string, values?: unknown[]): Promise<Row[]>;
  /** Writes rows as the system, under the verb party.seed. */
  plant(text: string, values?: unknown[]): Promise<void>;
  close(): Promise<void>;
}

interface GroundOptions {
  readonly demo?: boolean;
  readonly now?: () => Date;
  /** Another server than the one of all tests: a superuser's address. */
  readonly server?: string;
}

/** Opens a database of its own for one test file. `demo: false` marks it as one of real people. */
export async function openGround(options: GroundOptions = {}): Promise<TestGround> {
  const server = options.server ?? SERVER;
  const template = await readyTemplate(server);
  const name = `lb_story_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asOwner(server, (c) => c.query(`create database ${name} template ${template}`));
  const url = urlOf(server, name);
  if (options.demo === false) await asOwner(url, (c) => c.query('update deployment set demo = false'));
  const ground = await openRealGround({ url, pool: 4, secrets: SECRETS, clock: options.now });
  const system = (part = 'seed'): Operation => openOperation(ground.ground, systemViewer(part));
  let owner: Client | undefined;
  /** Opened anew where the database has cut it off. */
  const ownerNow = async (): Promise<Client> => {
    if (owner) return owner;
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined).on('end', () => (owner = owner === client ? undefined : owner));
    await client.connect();
    return (owner = client);
  };
  await ownerNow();
  return {
    ground,
    url,
    system,
    as: async (handle) =>
      openOperation(ground.ground, await findViewer(system(), { subject: handle }, Number.POSITIVE_INFINITY)),
    look: async (text, values) => (await (await ownerNow()).query(text, values)).rows as Row[],
    plant: (text, values = []) => plant(system(), text, values),
    async close() {
      await owner?.end();
      await ground.close();
      await asOwner(server, (c) => c.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** The keys of every database of the stories: its check values know no other. */
export const SECRETS = {
  identityKeys: [{ id: 'test-1', key: Buffer.alloc(32, 'identity key of the tests') }],
  identityHmacKey: Buffer.alloc(32, 'fingerprint key of the tests'),
  cursorKey: Buffer.alloc(32, 'cursor key of the tests'),
};

function plant(op: Operation, text: string, values: unknown[]): Promise<void> {
  return op.transact('party.seed', async (inside) => {
    await inside.em.getConnection().execute(text, values, 'run', inside.em.getTransactionContext());
  });
}

/** The migrated and seeded template of this very source; made once, cloned by every test file. */
async function readyTemplate(server: string): Promise<string> {
  const name = `lb_template_${sourceHash()}`;
  await asOwner(server, async (guard) => {
    await guard.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const known = await guard.query('select from pg_database where datname = $1', [name]);
    if (known.rowCount) return;
    const growing = `${name}_growing`;
    await guard.query(`drop database if exists ${growing} with (force)`);
    await guard.query(`create database ${growing}`);
    await migrate(urlOf(server, growing));
    await asOwner(urlOf(server, growing), (c) => c.query('update deployment set demo = true'));
    await seed(urlOf(server, growing));
    await guard.query(`alter database ${growing} rename to ${name}`);
  });
  return name;
}

async function seed(url: string): Promise<void> {
  const ground = await openRealGround({ url, pool: 2, secrets: SECRETS });
  const op = openOperation(ground.ground, systemViewer('seed'));
  for (const [code, name, level, parent, members = []] of REGIONS)
    await plant(
      op,
      `insert into region (code, name, level, parent_code, path, members)
        values (?, ?, ?, ?, ?, coalesce(string_to_array(nullif(?, ''), ','), '{}'))`,
      [
        code,
        name,
        level,
        parent,
        level === 'REGION_GROUP' ? code : code.replace(/(00)+$/, ''),
        members.join(','),
      ],
    );
  await op.transact('party.seed', async (inside) => {
    for (const [handle, role, type, regionCode] of ACCOUNTS) {
      const organization = inside.em.create(Organization, {
        id: randomUUID(),
        type,
        name: `机构 ${handle}`,
        regionCode,
        path: regionCode.replace(/(00)+$/, ''),
        invented: true,
      });
      await inside.em.flush();
      inside.em.create(Account, {
        id: randomUUID(),
        handle,
        subject: handle,
        organizationId: organization.id,
        role,
        name: handle,
      });
    }
    inside.em.create(Pairing, {
      id: randomUUID(),
      originCode: '522631',
      destinationCode: '440600',
      origin: '522631',
      destination: '4406',
      basis: 'NATIONAL',
      validFrom: '2021-01-01',
    });
  });
  await ground.close();
}

function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const file of readdirSync(join(PROJECT, 'migrations')).toSorted())
    hash.update(readFileSync(join(PROJECT, 'migrations', file)));
  return hash.digest('hex').slice(0, 16);
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
