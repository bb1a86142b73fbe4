import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Batch } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import { type FollowNumbers, follow } from '#store/follow.js';
import { SERVING_ROLE } from '#store/orm.js';
import { BrokerProcess, describeWithBroker, NATS_SERVER } from '../support/broker.js';
import { openGround, SECRETS, type TestGround } from '../support/ground.js';
import { beginSlowly, plantOpen } from '../support/open-postings.js';
import { until } from '../support/until.js';

const STEPS = process.env['LONG'] ? 400 : 8;
const PATIENCE_MS = 30_000;
jest.setTimeout(process.env['LONG'] ? 900_000 : 120_000);

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

let ground: TestGround;
let broker: BrokerProcess;
beforeAll(async () => {
  if (!NATS_SERVER) return;
  [ground, broker] = await Promise.all([openGround(), BrokerProcess.open()]);
});
afterAll(async () => {
  await broker?.close();
  await ground?.close();
});

/** A reader of the journal as each process has one, and everything that it told. */
interface Reader {
  readonly follower: Follower & { readonly numbers: FollowNumbers; stop(): Promise<void> };
  readonly told: Batch[];
}

async function openReader(url = broker.url): Promise<Reader> {
  const told: Batch[] = [];
  const follower = await follow({
    connectionString: ground.url,
    role: SERVING_ROLE,
    epoch: ground.ground.epoch,
    pollMs: 1_000,
    reachMs: 5_000,
    onFault: () => undefined,
    broker: { url, secret: SECRETS.cursorKey },
  });
  follower.listen({ nouns: ['job_posting'], take: (batch) => void told.push(batch) });
  return { follower, told };
}

const titlesOf = ({ told }: Reader): string[] =>
  told.flatMap(({ changes }) => changes.map(({ after }) => String(after?.['title'])));
const waysOf = (readers: readonly Reader[]): string =>
  readers
    .map(({ follower }) => follower.numbers.way)
    .toSorted()
    .join(' ');

const streamName = (): string => `LABOR_BRIDGE_${ground.ground.epoch.replaceAll('-', '')}`;

/** At the broker, as a stranger, if there is one. */
const strangely = async (act: (at: Awaited<ReturnType<BrokerProcess['connect']>>) => Promise<void>) => {
  const at = await broker.connect().catch(() => undefined);
  if (!at) return;
  await act(at).catch(() => undefined);
  await at.close();
};
const publish = (bytes: readonly Uint8Array[]) =>
  strangely(async (at) => {
    for (const one of bytes)
      await jetstream(at, { timeout: 500 }).publish(`labor-bridge.${ground.ground.epoch}`, one);
  });

describeWithBroker('the readers of several processes', () => {
  const readers: Reader[] = [];
  beforeAll(async () => {
    for (let i = 0; i < 3; i += 1) readers.push(await openReader());
  });
  afterAll(async () => {
    await Promise.all(readers.map(({ follower }) => follower.stop()));
  });

  test('are told by one of them, which alone asks the database; what strangers say changes nothing', async () => {
    await until(() => waysOf(readers) === 'BROKER BROKER RELAY', PATIENCE_MS);
    const before = readers.map(({ follower }) => follower.numbers);
    const titles = Array.from({ length: 40 }, (_, i) => `转告 ${i}`);
    for (const [nr, title] of titles.entries()) {
      await plantOpen(ground, title);
      if (nr % 10 === 0) await publish([Buffer.from('{"to":"1:1:"}'), Buffer.alloc(300, 7), Buffer.alloc(0)]);
      // One after the other: of what comes together one telling has several.
      await until(() => readers.every((reader) => titlesOf(reader).length > nr), PATIENCE_MS);
    }
    for (const [nr, reader] of readers.entries()) {
      expect(titlesOf(reader)).toEqual(titles);
      const [was, is] = [before[nr], reader.follower.numbers];
      if (!was || is.way !== 'BROKER') continue;
      // A machine that stood still for two seconds looks once or twice.
      expect(is.brought - was.brought).toBeGreaterThan(20);
      expect(is.looks - was.looks).toBeLessThan(10);
      expect(is.strange).toBeGreaterThan(0);
    }
    const positions = new Set(readers.map(({ follower }) => follower.position));
    await until(() => new Set(readers.map(({ follower }) => follower.position)).size === 1, PATIENCE_MS);
    expect(positions.size).toBeLessThanOrEqual(2);
  });

  test('look themselves for a place that nobody brings in time', async () => {
    const told = readers.find(({ follower }) => follower.numbers.way === 'BROKER') ?? readers[0];
    const [row] = await ground.look(
      'select pg_current_xact_id()::text as xid, pg_current_snapshot()::text as at',
    );
    const began = performance.now();
    await told?.follower.reach({ to: String(row?.['at']) }, 'after');
    expect(performance.now() - began).toBeLessThan(4_000);
    await expect(told?.follower.reach({ to: '999999999:999999999:' }, 'after')).rejects.toMatchObject({
      reason: 'POSITION_FROM_THE_FUTURE',
    });
  });

  test('lose nothing and tell nothing twice, whatever becomes of the broker and of what it was given', async () => {
    const kept: Uint8Array[] = [];
    const acts: Record<string, () => Promise<unknown>> = {
      killed: () => broker.kill().then(() => broker.start()),
      away: async () => {
        await broker.kill();
        await pause(300);
        await plantOpen(ground, `没有中间站 ${Math.random()}`);
        await broker.start();
      },
      lost: () =>
        strangely(async (at) => void (await (await jetstreamManager(at)).streams.purge(streamName()))),
      deleted: () =>
        strangely(async (at) => void (await (await jetstreamManager(at)).streams.delete(streamName()))),
      garbage: () => publish([Buffer.from('{"to":"1:1:"}'), Buffer.alloc(300, 7), Buffer.alloc(0)]),
      overheard: () =>
        strangely(async (at) => {
          const manager = await jetstreamManager(at);
          const stream = streamName();
          const { state } = await manager.streams.info(stream);
          for (let seq = state.last_seq; seq > Math.max(0, state.last_seq - 5); seq -= 1)
            kept.push((await manager.streams.getMessage(stream, { seq }))?.data ?? Buffer.alloc(0));
        }),
      repeated: () => publish(kept.slice(-20).toReversed()),
      cut: () =>
        ground.look(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'labor-bridge%' and application_name <> 'labor-bridge'`,
        ),
    };
    const steps = fc.sample(fc.constantFrom(...Object.keys(acts)), STEPS);
    let goesOn = true;
    const writing = (async () => {
      for (let nr = 0; goesOn; nr += 1) {
        const slow = await beginSlowly(ground);
        await slow.plant(`慢 ${nr}`);
        await plantOpen(ground, `快 ${nr}`, `又 ${nr}`).catch(() => undefined);
        await (nr % 5 === 0 ? slow.rollback() : slow.commit());
        await slow.end();
        await pause(5);
      }
    })();
    for (const step of [...Object.keys(acts), ...steps]) {
      await acts[step]?.();
      await pause(30 * Math.random());
    }
    goesOn = false;
    await writing;
    const entries = await ground.look(
      `select seq::text as seq from journal_entry where noun = 'job_posting'`,
    );
    const wanted = entries.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b);
    const seqsOf = ({ told }: Reader) => told.flatMap(({ changes }) => changes.map(({ seq }) => Number(seq)));
    await until(() => readers.every((reader) => seqsOf(reader).length >= wanted.length), PATIENCE_MS);
    for (const reader of readers) {
      expect(seqsOf(reader).toSorted((a, b) => a - b)).toEqual(wanted);
      for (const [nr, batch] of reader.told.entries())
        expect(batch.from).toBe(nr === 0 ? batch.from : (reader.told[nr - 1]?.to ?? ''));
    }
    await until(() => waysOf(readers) === 'BROKER BROKER RELAY', PATIENCE_MS);
  });

  test('read themselves what is more than a message holds', async () => {
    const many = Array.from({ length: 1_500 }, (_, i) => ({
      title: `大批 ${i}`,
      requirement: '要'.repeat(300),
    }));
    await plantOpen(ground, ...many);
    const of = (reader: Reader) => titlesOf(reader).filter((title) => title.startsWith('大批'));
    await until(() => readers.every((reader) => of(reader).length > 0), PATIENCE_MS);
    for (const reader of readers) expect(of(reader)).toEqual(many.map(({ title }) => title));
  });

  test('are not told by a relay that does not read all that they want', async () => {
    const reader = await openReader();
    reader.follower.listen({ nouns: ['worker'], take: () => undefined });
    await plantOpen(ground, '也要劳动力');
    await until(() => readers.every((one) => titlesOf(one).includes('也要劳动力')), PATIENCE_MS);
    await until(() => titlesOf(reader).includes('也要劳动力'), PATIENCE_MS);
    expect(reader.follower.numbers.way).toBe('DATABASE');
    await reader.follower.stop();
  });

  test('follow the database as ever where the broker does not let them in', async () => {
    const reader = await openReader(broker.url.replace('bridge:', 'nobody:'));
    await plantOpen(ground, '门外');
    await until(() => titlesOf(reader).includes('门外'), PATIENCE_MS);
    expect(reader.follower.numbers).toMatchObject({ way: 'DATABASE', brought: 0 });
    await reader.follower.stop();
  });

  test('hear when the one who reads for them ends, and another does', async () => {
    await until(() => waysOf(readers) === 'BROKER BROKER RELAY', PATIENCE_MS);
    const at = readers.findIndex(({ follower }) => follower.numbers.way === 'RELAY');
    const [relay] = readers.splice(at, 1);
    await relay?.follower.stop();
    await plantOpen(ground, '换人');
    await until(() => waysOf(readers) === 'BROKER RELAY', PATIENCE_MS);
    await until(() => readers.every((reader) => titlesOf(reader).at(-1) === '换人'), PATIENCE_MS);
  });
});
