import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openLender } from '#store/lend-points.js';
import { BrokerProcess, describeWithBroker, NATS_SERVER } from '../support/broker.js';
import { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { plantOpen } from '../support/open-postings.js';
import { inDays, openPosting, registerWorker } from '../support/people.js';
import { Receiver } from '../support/receiver.js';
import { type Built, build, ServerProcess } from '../support/server-process.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED } from '../support/stream-reader.js';
import { aTrip, mutation, nounOf, Way } from '../support/way.js';
import { NEAR, NEWS, newWebhook } from '../support/webhooks.js';

const KILLS = process.env['LONG'] ? 40 : 3;
/** The demand list of Liping and Foshan, read by itself. */
const DEMAND = `picture(origin: "522631", destination: "440600") {
  jobDemandList(first: 200, atLeast: $p) { nodes { worker { id } } } }`;
const PATIENCE_MS = 30_000;
jest.setTimeout(process.env['LONG'] ? 600_000 : 120_000);

let built: Built;
let ground: TestGround;
const servers: ServerProcess[] = [];
let receiver: Receiver;
let broker: BrokerProcess | undefined;
beforeAll(async () => {
  built = build();
  ground = await openGround();
  receiver = await Receiver.open();
  if (NATS_SERVER) broker = await BrokerProcess.open();
  const settings = { ...NEAR, ...(broker ? { NATS_URL: broker.url } : {}) };
  for (let i = 0; i < 2; i += 1) servers.push(await ServerProcess.on(built, ground.url, settings));
  for (const server of servers) server.start();
  for (const server of servers) await server.ready();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await receiver?.close();
  await broker?.close();
  await ground?.close();
  built?.remove();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const titleOf = (nr: number) =>
  String(receiver.got[nr]?.body.data?.['postingPublished']?.['posting']?.['title']);

async function tokenOf(server: ServerProcess, handle: string): Promise<string> {
  const answer = await fetch(`${server.url}/play/tokens`);
  const tokens = (await answer.json()) as { handle: string; token: string }[];
  return tokens.find((t) => t.handle === handle)?.token ?? '';
}
const clientOf = async (server: ServerProcess, handle: string): Promise<Client> =>
  new Client(server.url, await tokenOf(server, handle), handle);

describe('several processes', () => {
  test('deliver each message once, and another goes on when the one that delivers is killed', async () => {
    const [one, two] = servers;
    if (!one || !two) throw new Error('no servers');
    await newWebhook(await clientOf(one, 'county@liping'), receiver.url, { document: NEWS });
    const names = Array.from({ length: 20 }, (_, i) => `岗位 ${i}`);
    for (const name of names) await plantOpen(ground, name);
    await receiver.count(names.length);
    await pause(500);
    expect(receiver.got.map((_, nr) => titleOf(nr))).toEqual(names);

    // Whichever it is: one after the other is killed while news come, and comes back.
    receiver.behave = (_received, answer) =>
      void setTimeout(() => answer.writeHead(204).end(), 30 * Math.random());
    const told = [...names];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = servers[kill % 2] as ServerProcess;
      for (let i = 0; i < 8; i += 1) {
        const name = `第 ${kill} 次 ${i}`;
        told.push(name);
        await plantOpen(ground, name);
        if (i === 4) await server.kill();
      }
      server.start();
      await server.ready();
    }
    const complete = () => new Set(receiver.got.map(({ id }) => id)).size >= told.length;
    for (let i = 0; i < 300 && !complete(); i += 1) await pause(100);
    const firstOf = new Map<string, string>();
    for (const [nr, { id }] of receiver.got.entries()) {
      const known = firstOf.get(id);
      // What comes twice comes under its own id again.
      if (known !== undefined) expect(titleOf(nr)).toBe(known);
      else firstOf.set(id, titleOf(nr));
    }
    expect([...firstOf.values()]).toEqual(told);
    expect(receiver.got.length - firstOf.size).toBeLessThanOrEqual(KILLS);
  });

  test('show what was written through another, in every list that is asked for at its position', async () => {
    const [one, two] = servers as [ServerProcess, ServerProcess];
    const way = await Way.in({ as: (handle) => clientOf(one, handle) });
    const [worker, posting] = [await way.willing(), await way.posting()];
    const wanting = await registerWorker(way.county);
    const accepted = await way.offered(await way.willing(), posting);
    await way.accept(accepted);
    const plan = { referral: accepted, kind: 'LONG_TERM', transport: 'CHARTER', plannedOn: inDays(0) };
    const wish = {
      kind: 'WORK',
      intent: 'GO_OUT',
      destinations: ['440600'],
      method: 'VISIT',
      confirmed: true,
    };
    const reader = await clientOf(two, 'county@liping');
    for (const [field, type, input, list] of [
      ['correctWorker', 'CorrectWorkerInput', { id: worker, version: 1, name: '测试改' }, 'workers'],
      ['createReferral', 'CreateReferralInput', { worker, posting }, 'referrals'],
      ['planDispatch', 'PlanDispatchInput', plan, 'dispatches'],
      ['planTrip', 'PlanTripInput', aTrip(10), 'trips'],
      ['recordWillingness', 'RecordWillingnessInput', { ...wish, worker: wanting.id }, DEMAND],
    ] as const) {
      const noun = nounOf(field);
      const { [field]: written } = await way.county.must<Record<string, Record<string, unknown>>>(
        mutation(field, type, `${noun} { id version }`),
        { i: input },
      );
      const { position } = written as { position: string };
      const read = await reader.must(
        `query($p: Position) { ${list === DEMAND ? DEMAND : `${list}(first: 200, atLeast: $p) { nodes { id version } }`} }`,
        { p: position },
      );
      const [item] = list === DEMAND ? [{ worker: { id: wanting.id } }] : [written?.[noun]];
      expect(JSON.stringify(read)).toContain(JSON.stringify(item));
    }
    const opened = await openPosting(way.station, way.factory);
    const { jobPostings, node } = await reader.must<Record<string, Record<string, unknown>>>(
      'query($p: Position, $id: ID!) { jobPostings(atLeast: $p) { nodes { id } } node(id: $id, atLeast: $p) { id } }',
      { p: opened.position, id: opened.id },
    );
    expect([jobPostings?.['nodes'], node]).toEqual([
      expect.arrayContaining([{ id: opened.id }]),
      { id: opened.id },
    ]);
  });
});

describe('an account’s minute', () => {
  test('is lent in parts that never add up to more than it is, however many ask at once', async () => {
    const lenders = Array.from({ length: 3 }, () => openLender(ground.url));
    const loans = await Promise.all(
      Array.from({ length: 60 }, (_, i) => lenders[i % 3]?.lend('an account', 30 + (i % 7), 1_000)),
    );
    expect(loans.reduce((sum, loan) => sum + (loan?.granted ?? 0), 0)).toBe(1_000);
    expect(Math.min(...loans.map((loan) => loan?.beyond ?? 0))).toBe(0);
    for (const loan of loans) expect(loan?.msLeft).toBeGreaterThan(0);
    await ground.look(`update point_allowance set began_at = began_at - interval '1 minute'`);
    expect(await lenders[0]?.lend('an account', 300, 1_000)).toMatchObject({ granted: 300, beyond: 700 });
    await Promise.all(lenders.map((lender) => lender.stop()));
  });

  test('is one, at whichever process it is spent', async () => {
    const remaining: number[] = [];
    for (const server of servers) {
      const client = await clientOf(server, 'observer@province');
      const { extensions } = await client.send('{ viewer { handle } }');
      const cost = extensions?.['cost'] as { remaining?: number } | undefined;
      remaining.push(Number(cost?.remaining));
    }
    const [first, second] = remaining as [number, number];
    // The second knows of the part that the first has borrowed: a hundredth of the minute.
    expect(second).toBeLessThan(first * 0.995);
    expect(second).toBeGreaterThan(first * 0.8);
  });
});

describeWithBroker('several processes with a broker', () => {
  const numbersOf = async (server: ServerProcess): Promise<string> =>
    (await fetch(`${server.url}/metrics`)).text();
  const wayOf = async (server: ServerProcess): Promise<string | undefined> =>
    /^labor_bridge_follower_way\{way="(\w+)"\} 1$/m.exec(await numbersOf(server))?.[1];
  const comesToBe = async (server: ServerProcess, way: string): Promise<void> => {
    for (const end = Date.now() + PATIENCE_MS; (await wayOf(server)) !== way; await pause(50))
      if (Date.now() > end) throw new Error(`never by way of the ${way}`);
  };
  const HANDLE = 'county@liping';

  test('are one to a listener: news, places and a killed relay', async () => {
    const relay = async (): Promise<[ServerProcess, ServerProcess]> => {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(50)) {
        const ways = await Promise.all(servers.map(wayOf));
        const [one, two] = servers as [ServerProcess, ServerProcess];
        if (ways.join() === 'relay,broker') return [one, two];
        if (ways.join() === 'broker,relay') return [two, one];
      }
      throw new Error('nobody became the relay');
    };
    const [teller, told] = await relay();
    const talk = await SocketTalk.in(told.url, await tokenOf(told, HANDLE));
    talk.subscribe('1', PUBLISHED, { filter: {} });
    while (!(await numbersOf(told)).includes('labor_bridge_subscriptions 1')) await pause(20);
    const names = Array.from({ length: 30 }, (_, i) => `消息 ${i}`);
    const heard: { title: string; position: string }[] = [];
    const hear = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) {
        const { posting, position } = await nextPublished(talk, '1', PATIENCE_MS);
        heard.push({ title: posting.title, position });
      }
    };
    /** Who comes to that server with the place of a piece of news is told exactly what came after it. */
    const goesOn = async (server: ServerProcess, after: number): Promise<void> => {
      const other = await SocketTalk.in(server.url, await tokenOf(server, HANDLE));
      other.subscribe('1', PUBLISHED, { filter: {}, after: heard[after]?.position });
      for (const { title } of heard.slice(after + 1))
        expect((await nextPublished(other)).posting.title).toBe(title);
      await other.hangUp();
    };
    for (const name of names.slice(0, 10)) await plantOpen(ground, name);
    await hear(10);

    // What the one has told is a place for the other, and the other way round.
    await goesOn(teller, 4);

    // The relay dies in the middle of it; who was told looks itself, and becomes the relay.
    for (const name of names.slice(10, 15)) await plantOpen(ground, name);
    await teller.kill();
    for (const name of names.slice(15, 20)) await plantOpen(ground, name);
    await hear(10);
    await comesToBe(told, 'relay');

    // So does it without a broker, and it serves.
    await broker?.kill();
    await comesToBe(told, 'database');
    for (const name of names.slice(20)) await plantOpen(ground, name);
    await hear(10);
    expect((await fetch(`${told.url}/readyz`)).status).toBe(200);
    expect(heard.map(({ title }) => title)).toEqual(names);

    // The one that comes back goes on from any place of the other, however that was read.
    await broker?.start();
    teller.start();
    await teller.ready();
    await relay();
    await goesOn(teller, 24);
    await plantOpen(ground, '最后');
    await hear(1);
    expect(heard.at(-1)?.title).toBe('最后');
    await talk.hangUp();
  });
});
