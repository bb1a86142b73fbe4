import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Viewer } from '#access/viewer.js';
import { VIEWERS } from '../support/expected-disclosure.js';
import { plantOpen } from '../support/open-postings.js';
import { Receiver } from '../support/receiver.js';
import { type Policy, type Rows, SecondWall, viewersOf } from '../support/second-wall.js';
import { logOf, NEAR, newWebhook, step } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const OWNERS = ['county@liping', 'station@foshan'] as const;
/** What a side may change of its own; attempts and errands are the system's to carry on. */
const CHANGED = ['webhook', 'webhook_progress'];

let world: World;
let receiver: Receiver;
let wall: SecondWall;
let viewers: Map<string, Viewer>;
/** Whose row it is: table/key → handle. */
let owners: Map<string, string>;
let all: Rows;
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await openWorld({ env: NEAR });
  receiver = await Receiver.open();
  for (const handle of OWNERS) {
    const client = await world.as(handle);
    const { id } = await newWebhook(client, receiver.url);
    ids.set(handle, id);
    await step(client, 'testWebhook', { id });
  }
  await plantOpen(world, '岗位');
  await receiver.count(4);
  for (const handle of OWNERS)
    while ((await logOf(await world.as(handle), ids.get(handle) ?? '')).length < 2)
      await new Promise((done) => setTimeout(done, 50));
  wall = await SecondWall.of(world.url, true);
  viewers = await viewersOf(world.url, VIEWERS);
  all = await wall.all();
  owners = new Map();
  for (const [table, key] of wall.tables)
    for (const { k, handle } of await wall.owner<{ k: string; handle: string }>(
      `select t.${key}::text as k, a.handle from ${table} t
       join webhook w on w.id = t.${table === 'webhook' ? 'id' : 'webhook_id'} join account a on a.id = w.owner_id`,
    ))
      owners.set(`${table}/${k}`, handle);
});
afterAll(async () => {
  await wall?.close();
  await receiver?.close();
  await world?.close();
});

const expected = (handle: string, tables: Iterable<string>): Rows =>
  Object.fromEntries(
    [...tables].map((table) => [
      table,
      (all[table] ?? [])
        .filter((k) => handle === 'system' || owners.get(`${table}/${k}`) === handle)
        .toSorted(),
    ]),
  );
const same = (one: Rows, other: Rows): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What somebody could try to insert, and whom the wall lets. */
async function tries(): Promise<{ table: string; row: Record<string, unknown>; may: string[] }[]> {
  const found = [];
  const row = async (table: string, handle: string): Promise<Record<string, unknown>> => {
    const key = [...owners]
      .find(([at, whose]) => at.startsWith(`${table}/`) && whose === handle)?.[0]
      .split('/')[1];
    const text = `select to_jsonb(t) as r from ${table} t where ${wall.tables.get(table)}::text = $1`;
    return (await wall.owner<{ r: Record<string, unknown> }>(text, [key]))[0]?.r ?? {};
  };
  for (const handle of OWNERS) {
    for (const table of ['webhook', 'webhook_progress'])
      found.push({ table, row: await row(table, handle), may: ['system', handle] });
    const errand = { ...(await row('webhook_errand', handle)), id: '01999999-9999-7999-8999-999999999999' };
    found.push({ table: 'webhook_errand', row: { ...errand, done_at: null }, may: ['system', handle] });
    found.push({ table: 'webhook_errand', row: { ...errand, done_at: '2026-01-01' }, may: ['system'] });
    found.push({ table: 'webhook_delivery', row: await row('webhook_delivery', handle), may: ['system'] });
  }
  // In one's own body, but as somebody else's.
  const foreign = await wall.owner<{ id: string }>(
    `select id from account where handle = 'county@congjiang'`,
  );
  const own = await row('webhook', 'county@liping');
  found.push({ table: 'webhook', row: { ...own, owner_id: foreign[0]?.id }, may: ['system'] });
  return found;
}

/** What anybody may do that they should not, or the other way round. */
async function wrong(): Promise<string[]> {
  const found: string[] = [];
  for (const [handle, viewer] of viewers) {
    if (!same(await wall.reads(viewer), expected(handle, wall.tables.keys()))) found.push(`${handle} reads`);
    if (handle !== 'system') {
      const tables = [...wall.tables.keys()];
      const own = { ...expected('nobody', tables), ...expected(handle, CHANGED) };
      if (!same(await wall.writes(viewer, tables), own)) found.push(`${handle} changes`);
    }
  }
  for (const { table, row, may } of await tries())
    for (const [handle, viewer] of viewers)
      if ((await wall.lets(viewer, table, row)) !== may.includes(handle))
        found.push(`${handle}: new ${table}`);
  // Without a look at any row, so that only the right to change counts.
  for (const [handle, viewer] of viewers)
    for (const [table, set] of [
      ['webhook', 'errands = 1'],
      ['webhook_progress', 'failures = 1'],
    ] as const)
      if ((await wall.change(viewer, table, set)) !== expected(handle, [table])[table]?.length)
        found.push(`${handle}: all of ${table}`);
  const strange = `(select organization_id from account where handle = 'county@congjiang')`;
  for (const handle of OWNERS)
    if ((await wall.change(viewers.get(handle), 'webhook', `organization_id = ${strange}`)) !== 'REFUSED')
      found.push(`${handle}: gave its webhook away`);
  return found;
}

describe('the second wall of the webhooks, alone', () => {
  test('shows each side its own, lets it write its own, and tells nobody else of anything', async () => {
    for (const table of wall.tables.keys()) expect([table, all[table]?.length]).not.toEqual([table, 0]);
    expect([...wall.tables.keys()]).toEqual([
      'webhook',
      'webhook_delivery',
      'webhook_errand',
      'webhook_progress',
    ]);
    await wall.rolledBack(async () => expect(await wrong()).toEqual([]));
    await wall.rolledBack(async () => {
      for (const rows of Object.values(await wall.reads(undefined))) expect(rows).toEqual([]);
    });
  });

  test('has no policy that could be dropped or opened without anybody noticing', async () => {
    const unnoticed: string[] = [];
    const opened = ({ table, name, command }: Policy) =>
      `alter policy ${name} on ${table} ${command === 'INSERT' ? 'with check' : 'using'} (true)`;
    for (const policy of wall.policies)
      for (const statement of [`drop policy ${policy.name} on ${policy.table}`, opened(policy)])
        await wall.rolledBack(async () => {
          await wall.owner(statement);
          if ((await wrong()).length === 0) unnoticed.push(statement);
        });
    expect(unnoticed).toEqual([]);
  });
});

describe('the first wall of the webhooks, alone', () => {
  test('still tells another side nothing', async () => {
    for (const table of wall.tables.keys())
      await world.look(`alter table ${table} disable row level security`);
    const id = ids.get('county@liping');
    for (const handle of VIEWERS.filter((one) => one !== 'county@liping')) {
      const other = await world.as(handle);
      const seen = await other.must<{
        webhooks: { nodes: { id: string }[] };
        webhookDeliveries: { totalCount: number };
      }>('query($w: ID!) { webhooks { nodes { id } } webhookDeliveries(webhook: $w) { totalCount } }', {
        w: id,
      });
      expect([handle, seen.webhooks.nodes.map((node) => node.id)]).toEqual([
        handle,
        [ids.get(handle)].filter(Boolean),
      ]);
      expect(seen.webhookDeliveries.totalCount).toBe(0);
      expect((await other.refusal(`{ node(id: "${id}") { id } }`)).reason).toBe('NOT_FOUND');
      for (const name of ['pauseWebhook', 'deleteWebhook', 'rotateWebhookSecret', 'testWebhook'])
        expect(
          (await other.refusal(`mutation($i: IdInput!) { ${name}(input: $i) { position } }`, { i: { id } }))
            .reason,
        ).toBe('NOT_FOUND');
    }
  });
});
