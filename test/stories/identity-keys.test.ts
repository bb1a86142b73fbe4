import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { App } from '#app.js';
import { ConfigError } from '#config.js';
import { type Ground, openGround as openRealGround } from '#ground.js';
import { openOperation } from '#store/open-operation.js';
import { systemViewer } from '#access/viewer.js';
import { resealHouseholds } from '#household/reseal-households.js';
import { resealProvisionalPeople } from '#provisional/reseal-provisional-people.js';
import { resealImports } from '#import/reseal-imports.js';
import { rotateKeys } from '#worker/rotate-keys.js';
import type { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { registerWorker } from '../support/people.js';
import { startServing } from '../support/serving.js';
import { KEYS, openWorld, type World } from '../support/world.js';

const key = (text: string): Buffer => Buffer.alloc(32, text);
const sealing = (id: string, text: string) => ({ id, key: key(text) });
const randomKey = (): string => randomBytes(32).toString('base64');
const FIRST = sealing('test-1', 'identity key of the tests');
const PRINTS = key('fingerprint key of the tests');
const CURSORS = key('cursor key of the tests');

describe('a process that was given other keys than its database was sealed with', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await registerWorker(await world.as('county@liping'));
  });
  afterAll(() => world?.close());

  const told = async (env: Record<string, string>): Promise<ConfigError> => {
    let app: App | undefined;
    try {
      app = await startServing(world, env);
    } catch (fault) {
      return fault as ConfigError;
    } finally {
      await app?.stop();
    }
    throw new Error('it started');
  };

  test('does not start: the setting is named, what to do is said in both languages, and no key is shown', async () => {
    const [wrong, wrongToo] = [randomKey(), randomKey()];
    const fault = await told({
      IDENTITY_KEYS: `test-1:${wrong}`,
      IDENTITY_HMAC_KEY: wrongToo,
    });
    expect(fault).toBeInstanceOf(ConfigError);
    expect(fault.faults.map(({ setting }) => setting)).toEqual(['IDENTITY_HMAC_KEY', 'IDENTITY_KEYS']);
    expect(fault.message).toMatch(/“test-1”的密钥不是[\s\S]*请给回原来的密钥[\s\S]*Give the key that it was/);
    expect(fault.message).not.toContain(wrong);
  });

  test('does not start without a key under which somebody is sealed', async () => {
    const fault = await told({ IDENTITY_KEYS: `test-2:${randomKey()}` });
    expect(fault.message).toMatch(/缺少密钥“test-1”[\s\S]*“test-1” is missing[\s\S]*npm run keys:rotate/);
  });

  test('leaves nothing behind: with the right keys all is as it was', async () => {
    const app = await startServing(world);
    await app.stop();
    expect(await world.look(`select key_id, retired from key_check where purpose = 'SEAL'`)).toEqual([
      { key_id: 'test-1', retired: false },
    ]);
  });
});

describe('keys that are changed', () => {
  let house: TestGround;
  beforeAll(async () => {
    house = await openGround();
    const { seal, fingerprint } = house.ground.ground.vault;
    await house.plant(
      `insert into worker (service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, education, work_ability)
       values ('522631003', '522631003', '522631003', '522631003', '杨**', 1, '1990-01-01', 'NONE', 'FULL')`,
    );
    await house.plant(
      'insert into worker_identity (worker_id, name_enc, id_number_enc, id_number_hmac) select id, ?, ?, ? from worker',
      [seal('杨虚构'), seal('999001199001010018'), fingerprint('999001199001010018')],
    );
    await house.plant(
      `insert into household (no, region_code, origin, address_enc) values ('1', '522631003', '522631003', ?)`,
      [seal('3单元502')],
    );
    await house.plant(
      `insert into provisional_person (registered_by, service_region, origin, identity_enc, why, state, due_on)
       select organization_id, '522631', '522631', ?, '未带证件', 'OPEN', '2030-01-01' from account where handle = 'county@liping'`,
      [seal('{}')],
    );
    await house.plant(
      `insert into import_run (organization_id, opened_by, kind, file_name, bytes, sha256, piece_bytes, key_enc)
       select organization_id, id, 'WORKERS', 'a.csv', 1, repeat('0', 64), 1, ? from account where handle = 'county@liping'`,
      [seal('key of an import')],
    );
  });
  afterAll(() => house?.close());

  const opened = async (...keys: { id: string; key: Buffer }[]): Promise<Ground> =>
    openRealGround({
      url: house.url,
      pool: 2,
      secrets: { identityKeys: keys, identityHmacKey: PRINTS, cursorKey: CURSORS },
    });
  const refused = async (...keys: { id: string; key: Buffer }[]): Promise<string> => {
    const ground = await opened(...keys).catch((fault: unknown) => fault as Error);
    if (ground instanceof Error) return ground.message;
    await ground.close();
    return 'opened';
  };

  test('are rotated as before; the old name may be missing then, and never comes back for another key', async () => {
    const second = sealing('k.2', 'the second');
    const ground = await opened(second, FIRST);
    const op = openOperation(ground.ground, systemViewer('keys'));
    expect(await op.transact('keys.rotate', (inside) => rotateKeys(inside, 10))).toMatchObject({
      rotated: 1,
    });
    // Where a family lives is sealed, too.
    expect(await refused(second)).toContain('缺少密钥“test-1”');
    const last = await op.transact('keys.rotate', (inside) => resealHouseholds(inside, 10));
    expect(last).not.toBeNull();
    expect(await op.transact('keys.rotate', (inside) => resealHouseholds(inside, 10, last ?? ''))).toBeNull();
    // And so is the key of a file that is being brought.
    expect(await refused(second)).toContain('缺少密钥“test-1”');
    expect(await op.transact('keys.rotate', (inside) => resealProvisionalPeople(inside, 10))).not.toBeNull();
    expect(await op.transact('keys.rotate', resealImports)).toBe(1);
    await ground.close();
    expect(await refused(second)).toBe('opened');
    expect(await refused(second, sealing('test-1', 'not the first'))).toContain('“test-1”');
    expect(await refused(FIRST)).toContain('缺少密钥“k.2”');
    // Put in front again, the old one is in use again.
    expect(await refused(FIRST, second)).toBe('opened');
  });

  test('are tried on what is sealed in a database that comes from before the checks', async () => {
    await house.look('delete from key_check');
    expect(await refused(sealing('k.2', 'not the second'))).toContain('“k.2”');
    expect(await refused(sealing('k.3', 'a new one'))).toContain('缺少密钥“k.2”');
    expect(await house.look('select from key_check')).toHaveLength(0);
    expect(await refused(sealing('k.2', 'the second'))).toBe('opened');
    expect(await house.look('select from key_check')).toHaveLength(2);
  });
});

describe('one identity that cannot be opened', () => {
  let world: World;
  let county: Client;
  const lines: string[] = [];
  beforeAll(async () => {
    world = await openWorld({ env: { ...KEYS, LOG_LEVEL: 'info' }, logTo: (line) => lines.push(line) });
    county = await world.as('county@liping');
    for (const name of ['测试甲', '测试乙', '测试丙']) await registerWorker(county, { name });
    // As a damaged page or a lost key leaves it.
    await world.plant(
      `update worker_identity set name_enc = 'test-1.' || repeat('A', 60), id_number_enc = 'test-1.' || repeat('A', 60),
         phone_enc = 'gone.' || repeat('A', 60)
       where worker_id = (select worker_id from worker_identity order by worker_id offset 1 limit 1)`,
    );
  });
  afterAll(() => world?.close());

  test.each([1, 2, 3])(
    'empties no page: its sealed fields are refused by name, the others come (try %s)',
    async () => {
      const answer = await county.send<{ workers: { nodes: Record<string, string | null>[] } }>(
        '{ workers(first: 5) { nodes { id name phone idNumberMasked skills } } }',
      );
      const { nodes } = answer.data.workers;
      expect(answer.status).toBe(200);
      expect(nodes).toHaveLength(3);
      const bad = nodes.findIndex(({ name }) => name === null);
      expect(nodes[bad]).toMatchObject({ name: null, phone: null, idNumberMasked: null, skills: [] });
      for (const node of nodes.filter((_, at) => at !== bad))
        expect(node).toMatchObject({
          name: expect.stringMatching(/^测试/),
          phone: '15400000001',
          idNumberMasked: expect.any(String),
        });
      const said = (answer.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions.reason]);
      expect(said.toSorted()).toEqual([
        [`workers.nodes.${bad}.idNumberMasked`, 'IDENTITY_UNREADABLE'],
        [`workers.nodes.${bad}.name`, 'IDENTITY_UNREADABLE'],
        [`workers.nodes.${bad}.phone`, 'IDENTITY_KEY_MISSING'],
      ]);
      for (const { extensions } of answer.errors ?? [])
        expect(extensions).toMatchObject({
          code: 'INTERNAL_SERVER_ERROR',
          id: expect.any(String),
          text: { zh: expect.stringContaining('身份信息'), en: expect.stringContaining('identity') },
        });
    },
  );

  test('is logged by its reason, without a value', () => {
    const found = lines.filter((line) => line.includes('IDENTITY_UNREADABLE'));
    expect(found.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toMatch(/AAAAAAAA|测试|15400000001/);
  });
});
