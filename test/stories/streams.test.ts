import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Client } from '../support/client.js';
import { within } from '../support/gauges.js';
import { framesOf } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { beginSlowly, plantOpen } from '../support/open-postings.js';
import { INTERLEAVING, openLane } from '../support/overlapping.js';
import { type Said, SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED, type Published, readResuming } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

/** How often transactions of random lengths and ends are laid over each other. */
const INTERLEAVINGS = process.env['LONG'] ? 10_000 : 1_000;
const OVERLAPPING = `subscription($after: Position) { watchPostings(after: $after, filter: { text: "交错 " }) { ${framesOf('Posting', 'title')} } }`;

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

  test(`hears exactly what was committed, of ${INTERLEAVINGS} interleavings, each row in its order, however its socket is cut`, async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    const whole: Published[] = [];
    talk.ws.on('message', (bytes) => {
      const { type, payload } = JSON.parse(String(bytes)) as Said;
      talk.heard.length = 0;
      if (type === 'next')
        whole.push((payload as { data: { postingPublished: Published } }).data.postingPublished);
    });
    const lanes = await Promise.all(Array.from({ length: 4 }, (_, lane) => openLane(world, lane)));
    const start = await here();
    talk.subscribe('1', PUBLISHED, { after: start });
    const list = new ListReader(world.baseUrl, token, 'watchPostings', OVERLAPPING);
    await (await list.connect()).until((r) => r.mirror.ready);
    const lengths = fc.sample(fc.integer({ min: 400, max: 1_000 }), 100);
    let cuts = 0;
    const reading = readResuming(
      world.baseUrl,
      token,
      start,
      until('重叠之后'),
      () => lengths[cuts++ % 100] ?? 1,
    );
    const draws = fc.sample(INTERLEAVING, INTERLEAVINGS).values();
    await Promise.all(
      lanes.map(async (lane) => {
        for (const draw of draws) await lane.run(draw);
      }),
    );
    await plantOpen(world, '重叠之后');
    const byRow = (read: readonly Published[]) =>
      Map.groupBy(titles(read), (title) => title.slice(0, title.lastIndexOf(' ')));
    const cut = byRow(await reading);
    await within(30_000, async () => titles(whole).includes('重叠之后'));
    for (const { row, committed } of lanes.flatMap((lane) => lane.writers)) {
      expect(committed.length).toBeGreaterThan(INTERLEAVINGS / 20);
      expect(byRow(whole).get(row)).toEqual(committed);
      expect(cut.get(row)).toEqual(committed);
    }
    // The list went the same way, frame by frame in an unbroken chain, to the same end.
    const held = () => [...list.mirror.rows.values()].map(({ node }) => node?.['title']).toSorted();
    const wanted = lanes.flatMap((lane) => lane.writers.map(({ committed }) => committed.at(-1))).toSorted();
    await list.until(() => isDeepStrictEqual(held(), wanted));
    expect(list.mirror.breaches).toEqual([]);
    await Promise.all([talk.hangUp(), list.cut(), ...lanes.map((lane) => lane.close())]);
  }, 600_000);

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
