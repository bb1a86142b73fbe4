import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client, Watching } from '../support/client.js';
import { registerWorker } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { openWorld, type World } from '../support/world.js';

/** Three counties and three cities, with an employer in each city. */
const COUNTIES = ['522631', '522633', '530602'];
const CITIES = ['4406', '3301', '3701'];
const COUNTY_AT = ['county@liping', 'county@congjiang', 'county@zhaoyang'];
const STATION_AT = ['station@foshan', 'station@hangzhou', 'station@jinan'];
const EMPLOYER_AT = ['employer@foshan', 'employer@other', 'employer@jinan'];
const EVENTS = 240;
const AT_ONCE = 4;

/** An arrival or a posting that is to happen, and whose it is. */
interface Happening {
  readonly mark: string;
  readonly kind: 'arrival' | 'posting';
  readonly county: number;
  readonly city: number;
}
/** One of the sixty: who listens to what, and what must come. */
interface Listener {
  readonly handle: string;
  readonly query: string;
  readonly hears: (happening: Happening) => boolean;
}

let world: World;
/** Two people of each county, by name. */
const names: string[][] = [];
const workers: string[][] = [];
beforeAll(async () => {
  world = await openWorld({ env: { SOCKETS_PER_ACCOUNT: '50' } });
  await plantThirdWay();
  for (const [county, handle] of COUNTY_AT.entries()) {
    const client = await world.as(handle);
    names.push([`赵来${'甲乙丙'[county]}`, `钱来${'甲乙丙'[county]}`]);
    const made = (names[county] ?? []).map((name) =>
      registerWorker(client, { name, serviceRegion: COUNTIES[county], hukouRegion: COUNTIES[county] }),
    );
    workers.push((await Promise.all(made)).map(({ id }) => keyIn(id)));
  }
}, 60_000);
afterAll(() => world?.close());

async function plantThirdWay(): Promise<void> {
  for (const [code, name, level, parent, path] of [
    ['530000', '云南省', 'PROVINCE', null, '53'],
    ['530600', '昭通市', 'PREFECTURE', '530000', '5306'],
    ['530602', '昭阳区', 'COUNTY', '530600', '530602'],
    ['370000', '山东省', 'PROVINCE', null, '37'],
    ['370100', '济南市', 'PREFECTURE', '370000', '3701'],
  ])
    await world.plant('insert into region (code, name, level, parent_code, path) values (?, ?, ?, ?, ?)', [
      code,
      name,
      level,
      parent,
      path,
    ]);
  for (const [handle, role, type, code, path] of [
    ['county@zhaoyang', 'COUNTY_BUREAU', 'COUNTY_BUREAU', '530602', '530602'],
    ['station@jinan', 'STATION_LIAISON', 'STATION', '370100', '3701'],
    ['employer@jinan', 'EMPLOYER', 'EMPLOYER', '370100', '3701'],
  ])
    await world.plant(
      `with o as (insert into organization (type, name, region_code, path) values (?, ?, ?, ?) returning id)
       insert into account (handle, subject, organization_id, role, name) select ?, ?, id, ?, ? from o`,
      [type, handle, code, path, handle, handle, role, handle],
    );
  await world.plant(
    `insert into pairing (origin_code, destination_code, origin, destination, basis, valid_from)
     values ('522633', '330100', '522633', '3301', 'LOCAL', '2021-01-01'), ('530602', '370100', '530602', '3701', 'LOCAL', '2021-01-01'),
            ('522631', '370100', '522631', '3701', 'LOCAL', '2021-01-01')`,
  );
}

/** Sixty subscriptions: every side listens to all that is its own, and to parts of it by every filter. */
function listeners(): Listener[] {
  const arrivals = (filter: string) =>
    `subscription { workerArrived${filter} { arrival { receiptNo worker { id name phone idNumberMasked } } } }`;
  const postings = (filter: string) => `subscription { postingPublished${filter} { posting { title } } }`;
  const found: Listener[] = [];
  const sides = [
    ...COUNTY_AT.map((handle, i) => ({ handle, own: (h: Happening) => h.county === i })),
    ...STATION_AT.map((handle, i) => ({ handle, own: (h: Happening) => h.city === i })),
    ...EMPLOYER_AT.map((handle, i) => ({ handle, own: (h: Happening) => h.city === i })),
  ];
  const add = (handle: string, query: string, hears: (h: Happening) => boolean) =>
    void found.push({ handle, query, hears });
  for (const [at, { handle, own }] of sides.entries()) {
    const mine = (h: Happening) => h.kind === 'arrival' && own(h);
    const some = at % 3;
    const other = (at + 1) % 3;
    add(handle, arrivals(''), mine);
    for (const county of [some, other])
      add(
        handle,
        arrivals(`(filter: { origin: "${COUNTIES[county]}" })`),
        (h) => mine(h) && h.county === county,
      );
    for (const city of [some, other])
      add(
        handle,
        arrivals(`(filter: { destination: "${CITIES[city]}00" })`),
        (h) => mine(h) && h.city === city,
      );
    add(handle, postings(''), (h) => h.kind === 'posting');
  }
  for (const city of [0, 1, 2])
    for (const handle of ['observer@province', 'admin@platform'])
      add(
        handle,
        postings(`(filter: { workRegion: "${CITIES[city]}00" })`),
        (h) => h.kind === 'posting' && h.city === city,
      );
  return found;
}

/** A small generator of its own, so that a red run can be run again. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

async function makeHappen(happenings: readonly Happening[], draw: () => number): Promise<void> {
  const employers = await Promise.all(
    EMPLOYER_AT.map(async (handle) =>
      String(
        (await world.look('select organization_id as id from account where handle = $1', [handle]))[0]?.[
          'id'
        ],
      ),
    ),
  );
  const posting = `insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to, opened_at)
    values (?, ?, ?, ?, 100, ?, '2030-01-01', now())`;
  for (const city of [0, 1, 2])
    await world.plant(posting, [
      employers[city],
      `ground ${city}`,
      `${CITIES[city]}00`,
      CITIES[city],
      'PAUSED',
    ]);
  const open = happenings.values();
  const one = async (): Promise<void> => {
    for (const { kind, mark, city, county } of open) {
      if (kind === 'posting')
        await world.plant(posting, [employers[city], mark, `${CITIES[city]}00`, CITIES[city], 'OPEN']);
      else
        await world.plant(
          `with d as (insert into dispatch_order (dispatch_no, worker_id, posting_id, employer_id, origin_region, destination_region, origin, destination, kind, transport, planned_on, state)
             select ?, w.id, p.id, p.employer_id, w.service_region, p.work_region, w.origin, p.destination, 'LONG_TERM', 'SELF', '2026-01-01', 'CLOSED'
             from worker w, job_posting p where w.id = ? and p.title = ? returning *)
           insert into arrival (dispatch_id, worker_id, posting_id, employer_id, origin, destination, state, expected_on, verified_at, receipt_no)
           select id, worker_id, posting_id, employer_id, origin, destination, 'VERIFIED', planned_on, now(), dispatch_no from d`,
          [mark, workers[county]?.[draw() < 0.5 ? 0 : 1], `ground ${city}`],
        );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

test('sixty listeners of six places each hear exactly what is theirs, once, and of nobody else', async () => {
  const numbersOf = numbers(20_261_122);
  const draw = () => numbersOf.next().value;
  const any = (n: number) => Math.floor(draw() * n);
  const happenings = Array.from(
    { length: EVENTS },
    (_, n): Happening => ({
      mark: `happening ${n}`,
      kind: draw() < 0.6 ? 'arrival' : 'posting',
      county: any(3),
      city: any(3),
    }),
  );
  const all = listeners();
  expect(all).toHaveLength(60);
  const clients = new Map<string, Client>();
  for (const { handle } of all) if (!clients.has(handle)) clients.set(handle, await world.as(handle));
  const streams = all.map(
    ({ handle, query }): Watching<object> => (clients.get(handle) as Client).watch(query),
  );
  await Promise.all(streams.map((s) => s.opened));
  await new Promise((done) => setTimeout(done, 300));
  await makeHappen(happenings, draw);

  const expected = all.map(({ hears }) =>
    happenings
      .filter(hears)
      .map((h) => h.mark)
      .toSorted(),
  );
  for (
    let waited = 0;
    waited < 8_000 && streams.some((s, i) => s.frames.length < (expected[i]?.length ?? 0));
    waited += 50
  )
    await new Promise((done) => setTimeout(done, 50));
  await new Promise((done) => setTimeout(done, 300));

  for (const [i, { handle, query, hears }] of all.entries()) {
    const text = JSON.stringify(streams[i]?.frames);
    const told = [...text.matchAll(/"(happening \d+)"/g)].map((m) => m[1]);
    expect([handle, query, told.toSorted()]).toEqual([handle, query, expected[i]]);
    const strangers = names
      .filter((_, county) => !happenings.some((h) => hears(h) && h.kind === 'arrival' && h.county === county))
      .flat();
    expect([handle, query, strangers.filter((name) => text.includes(name))]).toEqual([handle, query, []]);
    expect(text).not.toContain('"errors"');
  }
  // The filters divide what there is: somebody heard something of each kind, and nobody all of it.
  expect(expected.every((e) => e.length < EVENTS)).toBe(true);
  expect(new Set(expected.flat())).toEqual(new Set(happenings.map((h) => h.mark)));
}, 60_000);

test('whoever may hear of no person is refused, and not merely told nothing', async () => {
  for (const handle of ['observer@province', 'admin@platform']) {
    const stream = (await world.as(handle)).watch('subscription { workerArrived { position } }');
    expect((await stream.take()).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_ALLOWED',
    });
  }
});
