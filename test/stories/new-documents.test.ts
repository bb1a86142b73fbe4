/** What it costs to come with a document that nobody has sent before, and who pays. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COMPILING_COST, READING_COST } from '#server/query-cost.js';
import type { CostReport } from '#server/query-work.js';
import { SocketTalk } from '../support/socket-talk.js';
import { post, type Reply } from '../support/wire.js';
import { openWorld, type World } from '../support/world.js';

/** A minute that a test can spend. */
const MINUTE = 10_000;
let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { RATE_COST_PER_MINUTE: String(MINUTE) } });
});
afterAll(() => world?.close());

const send = async (token: string, query: string) => post(world.baseUrl, token, { query });
const costIn = ({ text }: Reply): CostReport =>
  (JSON.parse(text) as { extensions: { cost: CostReport } }).extensions.cost;
const reasonsIn = ({ status, errors }: Reply) => [status, ...(errors ?? []).map((e) => e.extensions.reason)];

/** What of the minute each of these took, one after the other. */
async function spent(token: string, queries: readonly string[]): Promise<number[]> {
  let left = costIn(await send(token, KNOWN)).remaining;
  const took: number[] = [];
  for (const query of queries) {
    await send(token, query);
    const { remaining } = costIn(await send(token, KNOWN));
    took.push(left - remaining - 1);
    left = remaining;
  }
  return took;
}
const KNOWN = '{ viewer { handle } } # known';
const TEN_FIELDS = `{ ${Array.from({ length: 5 }, (_, i) => `a${i}: region(code: "522631") { code }`).join(' ')} }`;

describe('a document that is new', () => {
  test('costs by its fields when it is read, again when it is compiled, and then what it asks', async () => {
    const token = await world.token('county@liping');
    for (let i = 0; i < 3; i += 1) await send(token, KNOWN);
    const asks = 5;
    expect(await spent(token, [TEN_FIELDS, TEN_FIELDS, TEN_FIELDS])).toEqual([
      10 * READING_COST + asks,
      10 * COMPILING_COST + asks,
      asks,
    ]);
    expect(costIn(await send(token, TEN_FIELDS)).requested).toBe(asks);
  });

  test('costs also where it fits nothing, or is none', async () => {
    const token = await world.token('officer@liping');
    for (let i = 0; i < 3; i += 1) await send(token, KNOWN);
    const [unfit, broken] = await spent(token, ['{ a b c: d }', '{ viewer {']);
    expect([unfit, broken]).toEqual([3 * READING_COST, READING_COST]);
  });

  test('is refused before it is looked at once the minute is spent, and known ones too', async () => {
    const token = await world.token('observer@province');
    const fresh = (i: number) =>
      `query Q${i} { ${Array.from({ length: 15 }, (_, n) => `a${n}: region(code: "522631") { code name }`).join(' ')} }`;
    const statuses: number[] = [];
    for (let i = 0; i < 15; i += 1) statuses.push((await send(token, fresh(i))).status);
    const paid = Math.floor(MINUTE / (45 * READING_COST + 15));
    expect(statuses).toEqual(statuses.map((_, i) => (i < paid ? 200 : 429)));
    for (const query of [fresh(99), '{ nothing }', '{ __schema { types { name } } }', KNOWN]) {
      const reply = await send(token, query);
      expect(reasonsIn(reply)).toEqual([429, 'RATE_LIMITED']);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(reply.data ?? null).toBeNull();
    }
    // Nobody else pays for it.
    expect((await send(await world.token('station@foshan'), '{ viewer { role } }')).status).toBe(200);
  });

  test('costs the same over a socket, and once: it is known from then on by every door', async () => {
    const token = await world.token('employer@foshan');
    const talk = await SocketTalk.in(world.baseUrl, token);
    const fresh = (i: number) => `query S${i} ${TEN_FIELDS}`;
    const most = Math.floor(MINUTE / (10 * READING_COST + 5));
    for (let i = 0; i <= most; i += 1) {
      talk.subscribe(`s${i}`, fresh(i));
      const { payload } = await talk.hear(i < most ? 'next' : 'error', `s${i}`);
      if (i === most) expect(payload).toMatchObject([{ extensions: { reason: 'RATE_LIMITED' } }]);
    }
    await talk.hangUp();
    const other = await world.token('station@hangzhou');
    for (let i = 0; i < 2; i += 1) await send(other, KNOWN);
    expect(await spent(other, [fresh(0)])).toEqual([5]);
    const again = await SocketTalk.in(world.baseUrl, other);
    for (let i = 0; i < most; i += 1) {
      again.subscribe(`s${i}`, fresh(1));
      await again.hear('next', `s${i}`);
    }
    await again.hangUp();
    expect(MINUTE - costIn(await send(other, KNOWN)).remaining).toBeLessThan(MINUTE / 4);
  });
});
