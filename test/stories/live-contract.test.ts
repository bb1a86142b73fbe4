/** Promises of the live contract that need several doors, or many subscriptions, at once: see docs/live.md. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import WebSocket from 'ws';
import { contains, decodePosition, parseSnapshot, type Snapshot } from '#journal/position.js';
import { createLive, LiveList } from '../../client/src/index.js';
import { listDocument } from '../../client/src/watched-list.js';
import type { Client } from '../support/client.js';
import { comeBackToEach, noLasts, readCut } from '../support/cut-readers.js';
import { FrameProxy } from '../support/frame-proxy.js';
import { OPEN_AND_NEVER_OPENED } from '../support/list-edits.js';
import { LIST_LAWS, plantForLaws, plantLast } from '../support/list-laws.js';
import { type Frame, framesOf, ListMirror } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import {
  historyHash,
  PAGES,
  readEvents,
  readPages,
  type Told,
  tell,
  tellRow,
} from '../support/live-doors.js';
import { plantOpen } from '../support/open-postings.js';
import { registerWorker, wishesToGo } from '../support/people.js';
import { Receiver, verified } from '../support/receiver.js';
import { editAtRandom } from '../support/random-edits.js';
import { openScribe } from '../support/scribe.js';
import { type Said, SocketTalk } from '../support/socket-talk.js';
import { type Published, readResuming } from '../support/stream-reader.js';
import { until } from '../support/until.js';
import { NEAR, newWebhook } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

const LONG = Boolean(process.env['LONG']);
/** Transactions of random edits. */
const EDITS = LONG ? 3_000 : 250;
/** So often at least each list enters, updates and leaves a row in them, and a reader is cut behind each kind of frame. */
const OFTEN = EDITS / 125;
const LAST = '最后一岗';
/** What these show of a person or a household is read when it is told: the same row, in the same version, as it is by then. */
const READ_WHEN_TOLD = ['watchDemandList', 'watchZeroEmployment'];
/** Subscriptions that are written to as they become ready, and how many of them run at once on a socket. */
const READIES = LONG ? 10_000 : 1_000;
const AT_ONCE = 50;
jest.setTimeout(LONG ? 900_000 : 120_000);

let world: World;
let county: Client;
let token: string;
beforeAll(async () => {
  world = await openWorld({
    env: {
      ...NEAR,
      SOCKETS_PER_ACCOUNT: '100',
      STREAMS_PER_ACCOUNT: '100',
      SUBSCRIPTIONS_PER_SOCKET: '200',
      RATE_COST_PER_MINUTE: '100000000',
    },
  });
  county = await world.as('county@liping');
  token = county.token ?? '';
  await plantForLaws(world, county, 8);
});
/** What was opened beside the world, also by a test that failed. */
const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
  await world?.close();
});

const here = async () =>
  (await county.must<{ jobPostings: { position: string } }>('{ jobPostings(first: 1) { position } }'))
    .jobPostings.position;

/** The lists that have all doors, each as the first reader of its law asks for it, who is the county. */
const LISTS = LIST_LAWS.filter(({ field }) => field in PAGES).map((law) => ({
  law,
  variables: law.readers[0]?.variables ?? {},
}));

/** Edits that move all of them, without the one that no verb can do; then a posting, a trip, an arrival and a person that are last. */
async function editAll(marks: string[], isEnough: () => boolean): Promise<void> {
  const edits = LISTS.flatMap(({ law }) => law.edits).filter((edit) => edit !== OPEN_AND_NEVER_OPENED);
  await editAtRandom(world, edits, { atLeast: EDITS, seed: 20_261_123, isEnough });
  const { id } = await registerWorker(county);
  marks.push(id);
  await wishesToGo(county, id);
  await plantLast(world, county, LAST);
}

const seeded = (values: readonly number[]) => {
  let at = 0;
  return () => values[at++ % values.length] ?? 1;
};

const changesOf = (reader: ListReader) => reader.frames.flatMap((frame) => frame.changes ?? []).map(tell);

test('the same edits hash equal by every door: sockets whole and cut at every frame, doubled frames, events, pages, webhooks', async () => {
  const marks = [LAST];
  const isLast = ({ op, node }: Told) =>
    op === 'ENTER' && marks.some((mark) => JSON.stringify(node).includes(mark));
  const receiver = await Receiver.open();
  const proxy = await FrameProxy.before(world.baseUrl, () => 'twice');
  const live = createLive({ url: `${proxy.url}/graphql`, token: () => token, webSocketImpl: WebSocket });
  closers.push(
    () => live.close(),
    () => proxy.close(),
    () => receiver.close(),
  );
  const { secret } = await newWebhook(county, receiver.url);
  const doors = LISTS.map(({ law, variables }) => {
    const open = () => new ListReader(world.baseUrl, token, law.field, law.query, variables);
    const [whole, cut, single] = [open(), open(), open()];
    const doubled = new LiveList<object>(live, { list: law.list, args: variables, node: law.node });
    return { law, variables, whole, cut, single, doubled, told: [] as Told[], lasts: noLasts() };
  });
  for (const { whole, cut, single, doubled, told } of doors) {
    single.left = 1;
    await (await single.connect()).until((r) => r.left === 0);
    for (const one of [whole, cut])
      await (await one.connect()).until((r) => r.frames.at(-1)?.__typename === 'CaughtUp');
    await until(() => doubled.state.name === 'live');
    doubled.subscribe(({ changes }) => told.push(...changes.map(tellRow)));
  }
  const start = await here();
  const enough = ({ posting }: Published) => posting.title === LAST;
  const topics = [
    readResuming(world.baseUrl, token, start, enough),
    readResuming(world.baseUrl, token, start, enough, () => 1),
  ];
  // One is cut by turns, so that it hears what is live; one after every single frame.
  const cuts = doors.flatMap(({ whole, cut, single, lasts }) => {
    const isOver = (reader: ListReader) => () => changesOf(reader).some(isLast);
    const news = () =>
      whole.until((r) => changesOf(r).length > changesOf(single).length || isOver(single)(), 60_000);
    return [
      readCut(cut, seeded([1, 2, 3, 4]), lasts, isOver(cut)),
      readCut(single, () => 1, lasts, isOver(single), news),
    ];
  });
  const events = doors.map(({ law, variables }) =>
    readEvents(world.baseUrl, token, law, variables, start, isLast, seeded([1, 5, 2, 9])),
  );
  // What has not happened often enough yet in each list: a row moved, a reader cut behind each kind of frame.
  const seldom = () =>
    doors.flatMap(({ law, whole, lasts }) => {
      const { ENTER = [], UPDATE = [], LEAVE = [] } = Object.groupBy(changesOf(whole), ({ op }) => op);
      const { Missed, Ready, CaughtUp, Live } = lasts;
      const times = {
        ENTER: ENTER.length,
        UPDATE: UPDATE.length,
        LEAVE: LEAVE.length,
        Missed,
        Ready,
        CaughtUp,
        Live,
      };
      return Object.entries(times).flatMap(([what, n]) => (n < OFTEN ? `${law.field} ${what} ${n}` : []));
    });
  await editAll(marks, () => seldom().length === 0);
  await Promise.all(cuts);
  for (const { whole } of doors) await whole.until((r) => changesOf(r).some(isLast), 60_000);
  expect(seldom()).toEqual([]);

  for (const [i, { law, variables, whole, cut, single, doubled, told }] of doors.entries()) {
    await until(() => told.some(isLast) && doubled.state.name === 'live', 60_000);
    const comparable = (all: readonly Told[]) =>
      READ_WHEN_TOLD.includes(law.field) ? all.map((one) => ({ ...one, node: null })) : all;
    const wanted = comparable(changesOf(whole));
    const byDoor = {
      cut: changesOf(cut),
      single: changesOf(single),
      events: await events[i],
      pages: await readPages(county, law, variables, start, seeded([1, 7, 50, 200])),
    };
    expect([whole, cut, single].flatMap((r) => r.mirror.breaches)).toEqual([]);
    for (const [door, theirs] of Object.entries(byDoor))
      expect([law.field, door, theirs?.length, historyHash(comparable(theirs ?? []))]).toEqual([
        law.field,
        door,
        wanted.length,
        historyHash(wanted),
      ]);
    const light = listDocument(law.list, '__typename');
    const back = await comeBackToEach(
      world.baseUrl,
      token,
      { field: law.field, query: light, variables },
      whole.frames,
    );
    expect([law.field, back.faults]).toEqual([law.field, []]);
    // The client tells of a row once a frame; what came twice was told once, and is what it holds.
    const exact = ({ id, version }: Told) => `${id}:${version}`;
    const known = new Set(wanted.map(exact));
    expect(told.filter((one) => one.op !== 'LEAVE' && !known.delete(exact(one)))).toEqual([]);
    expect(new Map(doubled.rows)).toEqual(whole.mirror.rows);
    expect([doubled.repairs.repeated > 0, Object.values(doubled.repairs.broken)]).toEqual([
      true,
      [0, 0, 0, 0, 0],
    ]);
  }

  // News: what enters the list of open postings is what is published, on sockets and to webhooks.
  const [news = [], newsCut = []] = await Promise.all(topics);
  const hooked = (): Published[] =>
    receiver.got.map(({ body }) => body.data?.['postingPublished'] as unknown as Published);
  await until(() => hooked().some(enough), 60_000);
  const enters = changesOf(doors[0]?.whole as ListReader).filter(({ op }) => op === 'ENTER');
  const wanted = enters.map(({ id }) => id).toSorted();
  expect(wanted.length).toBeGreaterThan(1);
  for (const read of [news, newsCut, hooked()])
    expect(read.map(({ posting }) => posting.id).toSorted()).toEqual(wanted);
  expect(receiver.got.every((got) => verified(got, secret))).toBe(true);
  // A position of one door is one of every other.
  const all = hooked();
  for (const at of new Set([0, all.length >> 2, Math.max(0, all.length - 2)])) {
    const rest = await readResuming(world.baseUrl, token, all[at]?.position ?? '', enough);
    expect(rest.map(({ posting }) => posting.id).toSorted()).toEqual(
      all
        .slice(at + 1)
        .map(({ posting }) => posting.id)
        .toSorted(),
    );
  }
  for (const { whole, cut, single } of doors) await Promise.all([whole.cut(), cut.cut(), single.cut()]);
  for (const close of closers.splice(0)) await close();
});

test(`what is written in the millisecond in which a list is ready is told, ${READIES} times`, async () => {
  const title = '就绪之际';
  await plantOpen(world, { title, workRegion: '330109' });
  const query = `subscription($filter: PostingFilter, $after: Position) { watchPostings(filter: $filter, after: $after) {
    __typename ... on Ready { position } ... on PostingChanges { changes { version node { title } } } } }`;
  const scribes = await openScribe(world, title);
  const talk = await SocketTalk.in(world.baseUrl, token);
  const filters = [{ text: title }, { workRegion: '330109' }, { text: '就绪', workRegion: '330100' }];
  let readies = 0;
  for (let wave = 0; readies < READIES; wave += 1) {
    const after = await here();
    const owed = new Map<string, Promise<number>>();
    const told = new Map<string, number[]>();
    let ofThisTick: Promise<number> | undefined;
    const listen = (bytes: unknown): void => {
      const { type, id = '', payload } = JSON.parse(String(bytes)) as Said;
      talk.heard.length = 0;
      if (type !== 'next') return;
      const { watchPostings: frame } = (payload as { data: { watchPostings: Frame } }).data;
      if (frame.__typename === 'Ready') {
        // Whoever is ready in the same turn of this process is written to by the same statement.
        ofThisTick ??= scribes.write();
        owed.set(id, ofThisTick);
        setImmediate(() => (ofThisTick = undefined));
      }
      const versions = told.get(id) ?? [];
      if (owed.has(id)) told.set(id, versions);
      for (const { version, node } of frame.changes ?? [])
        if (owed.has(id) && node?.['title'] === title) versions.push(version);
    };
    talk.ws.on('message', listen);
    for (let i = 0; i < AT_ONCE; i += 1) {
      // Some begin with a snapshot, some go on after a place; most lists begin anew, as nobody is left on them.
      talk.subscribe(`${wave}-${i}`, query, { filter: filters[wave % 3], ...(i % 2 ? { after } : {}) });
      if (i % 3 === 0) await new Promise((done) => setTimeout(done, 1));
    }
    await until(() => owed.size === AT_ONCE, 30_000);
    const written = await Promise.all(owed.values());
    const last = Math.max(...written);
    await until(() => [...told.values()].every((versions) => versions.at(-1) === last), 30_000);
    for (const [id, first] of owed) {
      const versions = told.get(id) ?? [];
      const begin = versions[0] ?? Number.POSITIVE_INFINITY;
      expect(begin).toBeLessThanOrEqual(await first);
      expect(versions).toEqual(Array.from({ length: last - begin + 1 }, (_, nr) => begin + nr));
    }
    for (const id of owed.keys()) talk.say({ type: 'complete', id });
    talk.ws.off('message', listen);
    readies += owed.size;
  }
  await talk.hangUp();
  await scribes.close();
});

/** What a reader held after each frame, and where that frame stands in the journal. */
function states<T>(reader: ListReader, value: (mirror: ListMirror) => T): { at: Snapshot; value: T }[] {
  const mirror = new ListMirror();
  return reader.frames.flatMap((frame) => {
    mirror.take(frame);
    const token = frame.to ?? frame.position;
    if (token === undefined || frame.isLast === false) return [];
    const [, epoch = ''] = Buffer.from(token, 'base64url').toString().split('.');
    return [{ at: parseSnapshot(decodePosition(epoch, token).to), value: value(mirror) }];
  });
}

test('the counts that are told equal the lists at every position, while everything moves', async () => {
  const pair = 'origin: "522631", destination: "440600"';
  const open = async (field: string, name: string, args: string, node: string) => {
    const query = `subscription { ${field}(${args}) { ${framesOf(name, node)} } }`;
    const reader = new ListReader(world.baseUrl, token, field, query);
    await (await reader.connect()).until((r) => r.mirror.ready);
    return reader;
  };
  const counts = `fourCounts { intentToDestination suitablePosts }`;
  const picture = await open(
    'watchPicture',
    'Picture',
    pair,
    `picture { ${counts} } delta { suitablePosts }`,
  );
  const demand = await open('watchDemandList', 'Demand', `${pair}, tiers: [EXPLICIT, BROAD]`, 'tier');
  const supply = await open('watchSupplyList', 'Supply', pair, 'remaining');
  await editAll([], () => true);
  const fourCounts = (mirror: ListMirror) =>
    ([...mirror.rows.values()][0]?.node as { picture: { fourCounts: object } } | undefined)?.picture
      .fourCounts;
  const now = await county.must<{ picture: { fourCounts: object } }>(
    `query($atLeast: Position) { picture(${pair}, atLeast: $atLeast) { ${counts} } }`,
    { atLeast: await here() },
  );
  await picture.until((r) => isDeepStrictEqual(fourCounts(r.mirror), now.picture.fourCounts));

  const wanting = states(demand, ({ rows }) => rows.size);
  const places = states(supply, ({ rows }) =>
    [...rows.values()].reduce((sum, { node }) => sum + Number(node?.['remaining']), 0),
  );
  let compared = 0;
  for (const { at, value } of states(picture, fourCounts)) {
    const then = <T>(all: readonly { at: Snapshot; value: T }[]) =>
      all.findLast((one) => contains(at, one.at))?.value;
    const lists = { intentToDestination: then(wanting), suitablePosts: then(places) };
    // Of before the lists were opened nothing is known.
    if (lists.intentToDestination === undefined || lists.suitablePosts === undefined) continue;
    expect([compared, value]).toEqual([compared, lists]);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(EDITS / 10);
  for (const reader of [picture, demand, supply]) {
    expect(reader.mirror.breaches).toEqual([]);
    await reader.cut();
  }
});
