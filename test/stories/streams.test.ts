import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../support/client.js';
import { beginSlowly, plantOpen, type SlowWriter } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED, type Published, readResuming } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let token: string;
beforeAll(async () => {
  world = await openWorld({ env: { SOCKETS_PER_ACCOUNT: '50' } });
  county = await world.as('county@liping');
  token = county.token ?? '';
});
afterAll(() => world?.close());

const titles = (frames: readonly Published[]): string[] => frames.map((f) => f.posting.title);
const until = (title: string) => (frame: Published) => frame.posting.title === title;

/** The position of now. */
async function here(): Promise<string> {
  const query = '{ picture(origin: "522631", destination: "440600") { position } }';
  return (await county.must<{ picture: { position: string } }>(query)).picture.position;
}

/** With which reason a subscription is refused. */
async function refused(after: string): Promise<unknown> {
  const talk = await SocketTalk.in(world.baseUrl, token);
  talk.subscribe('1', PUBLISHED, { after });
  await talk.hear('complete', '1');
  const [told] = talk.heard;
  await talk.hangUp();
  return (told?.payload as { errors?: { extensions: { reason: string } }[] } | undefined)?.errors?.[0]
    ?.extensions.reason;
}

describe('a watcher that resumes', () => {
  test('misses nothing and hears nothing twice, wherever in a batch its socket was cut', async () => {
    const start = await here();
    await plantOpen(world, '一甲', '一乙', '一丙', '一丁');
    await plantOpen(world, '二甲', '二乙', '二丙');
    const all = ['一甲', '一乙', '一丙', '一丁', '二甲', '二乙', '二丙'];
    const read = await readResuming(world.baseUrl, token, start, until('二丙'), () => 1);
    expect(titles(read)).toEqual(all);
    for (const [at, { position }] of read.entries()) {
      await plantOpen(world, `三${at}`);
      const rest = await readResuming(world.baseUrl, token, position, until(`三${at}`));
      expect(titles(rest)).toEqual([
        ...all.slice(at + 1),
        ...Array.from({ length: at + 1 }, (_, i) => `三${i}`),
      ]);
    }
  });

  test('goes on from positions that it got live as from those that it got by resuming', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    talk.subscribe('1', PUBLISHED, { after: await here() });
    await plantOpen(world, '先');
    const before = await nextPublished(talk);
    await plantOpen(world, '甲', '乙', '丙');
    const live = [await nextPublished(talk), await nextPublished(talk), await nextPublished(talk)];
    await plantOpen(world, '后');
    const last = await nextPublished(talk);
    await talk.hangUp();
    expect(titles([before, ...live, last])).toEqual(['先', '甲', '乙', '丙', '后']);
    for (const [at, { position }] of live.entries())
      expect(titles(await readResuming(world.baseUrl, token, position, until('后')))).toEqual(
        ['甲', '乙', '丙', '后'].slice(at + 1),
      );
  });

  test('hears of a transaction that committed late, after those that overtook it', async () => {
    const slow = await beginSlowly(world);
    const start = await here();
    await slow.plant('慢');
    await plantOpen(world, '快');
    const [fast] = await readResuming(world.baseUrl, token, start, until('快'));
    const talk = await SocketTalk.in(world.baseUrl, token);
    talk.subscribe('1', PUBLISHED, { after: fast?.position });
    await slow.commit();
    await slow.end();
    expect((await nextPublished(talk)).posting.title).toBe('慢');
    await talk.hangUp();
    // Whoever comes later hears of both at once, in the order in which they were written.
    expect(titles(await readResuming(world.baseUrl, token, start, until('快')))).toEqual(['慢', '快']);
  });

  test('hears of one that had begun and written before the position, though its snapshot does not name it', async () => {
    const [older, younger] = [await beginSlowly(world), await beginSlowly(world)];
    const start = await here();
    await older.plant('长一');
    await younger.plant('幼');
    await older.plant('长二');
    await older.commit();
    const read = await readResuming(world.baseUrl, token, start, until('长二'));
    expect(titles(read)).toEqual(['长一', '长二']);
    await younger.commit();
    await Promise.all([older.end(), younger.end()]);
    // Once this is heard the other is past: whoever resumes is told from the journal.
    await plantOpen(world, '后来');
    await readResuming(world.baseUrl, token, start, until('后来'));
    const [mid, last] = read.map((frame) => frame.position);
    expect(titles(await readResuming(world.baseUrl, token, last ?? '', until('后来')))).toEqual([
      '幼',
      '后来',
    ]);
    expect(titles(await readResuming(world.baseUrl, token, mid ?? '', until('后来')))).toEqual([
      '长二',
      '幼',
      '后来',
    ]);
  });

  test('hears exactly what was committed, however transactions overlap and sockets are cut', async () => {
    const step = fc.record({
      writer: fc.nat(3),
      does: fc.constantFrom('plant', 'plant', 'commit', 'rollback'),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
        async (steps, cuts) => {
          run += 1;
          const writers: SlowWriter[] = [];
          for (let i = 0; i < 4; i++) writers.push(await beginSlowly(world));
          const open: (SlowWriter | undefined)[] = [...writers];
          const waiting: string[][] = [[], [], [], []];
          const committed: string[] = [];
          const end = `终${run}`;
          let cut = 0;
          const reading = readResuming(
            world.baseUrl,
            token,
            await here(),
            until(end),
            () => cuts[cut++ % cuts.length] ?? 1,
          );
          for (const [at, { writer, does }] of steps.entries()) {
            const its = open[writer];
            const titled = waiting[writer] as string[];
            if (!its) continue;
            if (does === 'plant') {
              titled.push(`第${run}次${at}`);
              await its.plant(`第${run}次${at}`);
              continue;
            }
            await its[does as 'commit' | 'rollback']();
            if (does === 'commit') committed.push(...titled);
            open[writer] = undefined;
          }
          for (const [writer, its] of open.entries()) {
            await its?.commit();
            if (its) committed.push(...(waiting[writer] as string[]));
          }
          await Promise.all(writers.map((w) => w.end()));
          await plantOpen(world, end);
          expect(titles(await reading).sort()).toEqual([...committed, end].sort());
        },
      ),
      { numRuns: process.env['LONG'] ? 300 : 12 },
    );
  });

  test('hears everything when the connection on which the journal is read is cut', async () => {
    const start = await here();
    for (const title of ['断一', '断二', '断三']) {
      const [cut] = await world.look(
        `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
         where application_name = 'labor-bridge follow' and datname = current_database()`,
      );
      expect(cut?.['n']).toBeGreaterThan(0);
      await plantOpen(world, title);
      const read = await readResuming(world.baseUrl, token, start, until(title));
      expect(titles(read)).toEqual(['断一', '断二', '断三'].slice(0, read.length));
    }
  });

  test('hears of more at once than may wait for it, in order, and goes on from anywhere in it', async () => {
    const small = await openWorld({ env: { SOCKET_QUEUE_LIMIT: '10' } });
    try {
      const talk = await SocketTalk.in(small.baseUrl, await small.token('county@liping'));
      const query = '{ picture(origin: "522631", destination: "440600") { position } }';
      talk.subscribe('0', query);
      const { payload } = await talk.hear('next', '0');
      const { position } = (payload as { data: { picture: { position: string } } }).data.picture;
      talk.subscribe('1', PUBLISHED, { after: position });
      await plantOpen(small, '首');
      await nextPublished(talk);
      // More than one page of the journal as well, across places where a number gets a digit more.
      const many = Array.from({ length: 2_300 }, (_, i) => `同批${i}`);
      await plantOpen(small, ...many);
      const live: Published[] = [];
      for (const _ of many) live.push(await nextPublished(talk));
      expect(titles(live)).toEqual(many);
      const again = await readResuming(
        small.baseUrl,
        await small.token('county@liping'),
        position,
        until('同批2299'),
        () => 700,
      );
      expect(titles(again)).toEqual(['首', ...many]);
      for (const at of [8, 98, 998, 2_298]) {
        const [next] = await readResuming(
          small.baseUrl,
          await small.token('county@liping'),
          live[at]?.position ?? '',
          () => true,
        );
        expect(next?.posting.title).toBe(`同批${at + 1}`);
      }
      await talk.hangUp();
    } finally {
      await small.close();
    }
  });
});

describe('a position', () => {
  const places = (text: string): string => Buffer.from(text).toString('base64url');

  test('that is none, from the future, or of another database, is refused as such', async () => {
    const text = Buffer.from(await here(), 'base64url').toString();
    const [, epoch, snapshot = ''] = text.split('.');
    const [, xmax = '1'] = snapshot.split(':');
    const ahead = `${BigInt(xmax) + 1_000_000n}`;
    expect(await refused(places(`1.${epoch}.${ahead}:${ahead}:`))).toBe('POSITION_FROM_THE_FUTURE');
    expect(await refused(places(text.replace(String(epoch), crypto.randomUUID())))).toBe('EPOCH_CHANGED');
    expect(await refused(places(`1.${epoch}.${ahead}:5:`))).toBe('NOT_A_POSITION');
    expect(await refused('随便')).toBe('NOT_A_POSITION');
    expect(await refused('')).toBe('BAD_POSITION');
    expect(await refused('A'.repeat(5000))).toBe('BAD_POSITION');
  });

  test('is not a cursor, nor a cursor a position', async () => {
    await plantOpen(world, '游标');
    const { jobPostings } = await county.must<{ jobPostings: { pageInfo: { endCursor: string } } }>(
      '{ jobPostings(first: 1) { pageInfo { endCursor } } }',
    );
    expect(await refused(jobPostings.pageInfo.endCursor)).toBe('NOT_A_POSITION');
    expect(
      await county.refusal(
        'query($p: String!) { jobPostings(first: 1, after: $p) { totalCount nodes { id } } }',
        {
          p: await here(),
        },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('a filter lets through what it says, live and when resuming', async () => {
  const start = await here();
  const filter = { workRegion: '330100', text: '车间', suitable: true };
  const talk = await SocketTalk.in(world.baseUrl, token);
  talk.subscribe('1', PUBLISHED, { filter, after: start });
  await plantOpen(
    world,
    { title: '车间甲', workRegion: '330109' },
    { title: '车间乙', workRegion: '440604' },
    { title: '车间丙', workRegion: '330109', suitable: false },
    { title: '门卫', workRegion: '330109' },
    { title: '大车间丁', workRegion: '330109' },
  );
  const live = [await nextPublished(talk), await nextPublished(talk)];
  await talk.hangUp();
  expect(titles(live)).toEqual(['车间甲', '大车间丁']);
  const read = await readResuming(world.baseUrl, token, start, until('大车间丁'), () => 1, filter);
  expect(titles(read)).toEqual(['车间甲', '大车间丁']);
});
