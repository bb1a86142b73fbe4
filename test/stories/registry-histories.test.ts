/** Whatever officers do with a registry, and in whatever order, what the domain promises of it holds (domain 4.2 to 4.6). */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { systemViewer } from '#access/viewer.js';
import { type Ground, openGround } from '#ground.js';
import { auditPicture } from '#picture/audit-picture.js';
import { openOperation } from '#store/open-operation.js';
import { SECRETS } from '../support/ground.js';
import { RegistryHistory } from '../support/registry-history.js';
import { REGISTRY_LAWS } from '../support/registry-laws.js';
import { differences, EXPECTED_LISTS, expectedLists, readLists } from '../support/registry-lists.js';
import { CONGJIANG, LIPING, NEW_PLACES } from '../support/registry-memory.js';
import { openWorld, type World } from '../support/world.js';

const LONG = Boolean(process.env['LONG']);
const DEEDS = LONG ? 50_000 : 5_000;
/** After so many deeds everything is worked out again. */
const BETWEEN = DEEDS / 10;
/**
 * HISTORY_SEED plays a history again: the same deeds, as far as those of one moment come out alike. Without it the short
 * one is the same every time, and the long one another.
 */
const SEED = Number(process.env['HISTORY_SEED'] ?? (LONG ? randomInt(2 ** 31) : 20261123));
jest.setTimeout(LONG ? 7_200_000 : 600_000);

/** How far the server's clock is ahead, in ms. */
const hands = { ahead: 0 };
const now = () => new Date(Date.now() + hands.ahead);
const logged: string[] = [];
let world: World;
let auditor: Ground;
let history: RegistryHistory;

beforeAll(async () => {
  world = await openWorld({
    env: { RATE_COST_PER_MINUTE: '1000000000', LOOK_UPS_PER_HOUR: '1000000', LOG_LEVEL: 'error' },
    clock: now,
    tokenSeconds: 86_400,
    logTo: (line) => logged.push(line),
  });
  await world.plant(
    `insert into region (code, name, level, parent_code, path)
     select code, '新设' || code, case length(code) when 9 then 'TOWN' else 'VILLAGE' end,
       left(code, case length(code) when 9 then 6 else 9 end), code from unnest(string_to_array(?, ',')) code`,
    [NEW_PLACES.join(',')],
  );
  await world.restart();
  auditor = await openGround({ url: world.url, pool: 2, secrets: SECRETS, clock: now });
  history = new RegistryHistory(world, SEED, hands, logged);
  await history.begin([...LIPING.officers, ...CONGJIANG.officers, 'station@foshan', 'employer@foshan']);
});
afterAll(async () => {
  await auditor?.close();
  await world?.close();
});

/** Who breaks which law, a few of each. */
async function broken(): Promise<Record<string, object[]>> {
  const found: Record<string, object[]> = {};
  for (const [law, statement] of Object.entries(REGISTRY_LAWS)) {
    const takesDay = statement.includes('$1');
    const rows = await world.look(statement, takesDay ? [history.day()] : []);
    if (rows.length > 0) found[law] = rows.slice(0, 3);
  }
  return found;
}

/** What the API shows of a county, against the same worked out again. */
async function listsOf(county: typeof LIPING): Promise<Record<string, object>> {
  const client = history.as(county.officers[0] ?? 'county@liping');
  const read = await readLists(client, county.code);
  const expected = expectedLists(await world.look(EXPECTED_LISTS, [history.day(), county.code]));
  const within = (list: string, wider: string) => {
    const all = new Set(read.lists[wider]);
    return (read.lists[list] ?? []).filter((id) => !all.has(id));
  };
  expect([within('IN_HARDSHIP_EMPLOYED', 'IN_HARDSHIP'), within('IN_HARDSHIP', 'LABORERS')]).toEqual([
    [],
    [],
  ]);
  return differences(read, expected);
}

/** Everything that must hold, at this point of the history. */
async function worksOut(deeds: number): Promise<void> {
  const at = { seed: SEED, deeds, day: history.day() };
  expect({ ...at, broken: await broken() }).toEqual({ ...at, broken: {} });
  for (const county of [LIPING, CONGJIANG]) {
    const where = { ...at, county: county.code };
    expect({ ...where, differences: await listsOf(county) }).toEqual({ ...where, differences: {} });
  }
  const audit = await auditPicture(openOperation(auditor.ground, systemViewer('test')));
  expect({ ...at, audit: audit.differences }).toEqual({ ...at, audit: [] });
  expect({ ...at, logged }).toEqual({ ...at, logged: [] });
}

describe('whatever befalls a registry', () => {
  test('every list, count, wish and officer is what the domain says, again and again', async () => {
    for (let deeds = 0; deeds < DEEDS; deeds += BETWEEN) {
      await history.goOn(BETWEEN);
      await worksOut(deeds + BETWEEN);
    }
  });

  test('and most of what the officers do is done, of every kind', () => {
    const never = Object.entries(history.outcomes).filter(([, { done }]) => done === 0);
    expect({ seed: SEED, never }).toEqual({ seed: SEED, never: [] });
    expect(history.share()).toBeGreaterThan(0.75);
  });
});
