import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { generateKeyPair, SignJWT } from 'jose';
import { buildGraph } from '#server/graph.js';
import { Heard } from '../support/answers.js';
import { Client } from '../support/client.js';
import { type ViewerHandle, VIEWERS, WORKER_FIELDS } from '../support/expected-disclosure.js';
import { openPosting, ownOrganization } from '../support/people.js';
import { keyIn, NOUNS, pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import {
  everybody,
  type HeardBy,
  hearStreams,
  type Question,
  longAgo,
  questionsOf,
  silence,
  WIDE,
  wrongFields,
  wrongMarks,
  wrongNouns,
  WRITTEN,
} from '../support/questions.js';
import { SchemaWalk } from '../support/schema-walk.js';
import { shortToken } from '../support/short-token.js';
import { openWorld, type World } from '../support/world.js';

/** The numbers of a picture that count persons. */
const PERSONS =
  /"(?:workers|laborBase|intentToDestination|trainingWilling|atWork|notEmployed|explicit|broad|openPotential|alreadyThere|available|trainThenExport|inTraining)":(\d+)/g;

let world: World;
let schema: GraphQLSchema;
let walk: SchemaWalk;
let people: Planted[];
let questions: Question[];
let framesOf: Map<ViewerHandle, string[]>;
const heard: HeardBy = silence();
const log: string[] = [];

const heardBy = (viewer: ViewerHandle): Heard => heard.get(viewer) as Heard;

beforeAll(async () => {
  const env = { ...WIDE, LOG_LEVEL: 'trace', OIDC_CLOCK_SKEW_SECONDS: '0' };
  world = await openWorld({ env, logTo: (line) => void log.push(line) });
  schema = await buildGraph();
  await pairTheOthers(world);
  const planted = await plantPeople(world);
  people = planted.people;
  walk = new SchemaWalk(schema, WRITTEN);
  questions = questionsOf(walk, people, await longAgo(world));
  const clients = await everybody(world);
  const [station, employer] = [
    clients.get('station@foshan') as Client,
    clients.get('employer@foshan') as Client,
  ];
  framesOf = await hearStreams(walk, clients, heard, async () => {
    await planted.finish();
    await openPosting(station, await ownOrganization(employer));
  });
  for (const [viewer, client] of clients) await heardBy(viewer).ask(client, questions);
}, 120_000);
afterAll(() => world?.close());

/** What moved of the counts, in a frame. */
const DELTA = /"delta":\{[^}]*\}/g;

describe('every field of the schema, asked by every role', () => {
  test('the walk leaves no field out', () => {
    expect([...walk.reachable()].filter((field) => !walk.visited.has(field))).toEqual([]);
    expect(walk.reachable().size).toBeGreaterThan(300);
  });

  test('the table of expectations names every field of a worker', () => {
    const worker = schema.getType('Worker') as GraphQLObjectType;
    const fields = Object.keys(worker.getFields()).filter((field) => field !== 'id');
    expect(fields.toSorted()).toEqual(WORKER_FIELDS.toSorted());
  });

  test('nothing is refused but for who asks, and nothing fails', () => {
    for (const viewer of VIEWERS) {
      const odd = [...heardBy(viewer).refusals.keys()].filter(
        (r) => !/^(NOT_FOUND|FORBIDDEN)\/|\/FILTER_NOT_YOURS$/.test(r),
      );
      expect([viewer, ...odd]).toEqual([viewer]);
    }
  });

  test.each(VIEWERS)(
    '%s sees of each person what the domain’s table says, no field more and none less',
    (viewer) => {
      expect(wrongFields(viewer, people, heardBy(viewer))).toEqual([]);
    },
  );

  test.each(VIEWERS)(
    '%s meets no mark of a person where it must not be, and each where it must',
    (viewer) => {
      expect(wrongMarks(viewer, people, heardBy(viewer))).toEqual([]);
    },
  );

  test.each(VIEWERS)(
    '%s meets the wishes, referrals, journeys and arrivals of its side, and no others',
    (viewer) => {
      expect(wrongNouns(viewer, people, heardBy(viewer))).toEqual([]);
    },
  );

  test('why somebody is not at work stays with the county', () => {
    for (const viewer of VIEWERS) {
      const met = viewer.startsWith('county')
        ? ['["SKILL"]', '[]']
        : viewer.startsWith('station')
          ? ['null']
          : [];
      expect([viewer, ...[...heardBy(viewer).barriers].toSorted()]).toEqual([viewer, ...met]);
    }
  });

  test('cursors and positions say nothing, ids a noun and its key', () => {
    const keys = people.flatMap((p) =>
      [p.worker, ...NOUNS.flatMap((noun) => p.nouns[noun] ?? [])].map(keyIn),
    );
    for (const viewer of VIEWERS) {
      const opened = [...heardBy(viewer).sealed].map((value) => Buffer.from(value, 'base64url'));
      const sealed = Buffer.concat(
        opened.filter((bytes) => !/^[A-Z][A-Za-z]+:[0-9A-Za-z-]+$/.test(bytes.toString())),
      );
      expect(sealed.length).toBeGreaterThan(0);
      const told = keys.filter(
        (key) => sealed.includes(key) || sealed.includes(Buffer.from(key.replaceAll('-', ''), 'hex')),
      );
      expect([viewer, ...told]).toEqual([viewer]);
    }
  });

  test('a count is the number of rows that are shown, for everybody', () => {
    for (const viewer of VIEWERS) expect([viewer, ...heardBy(viewer).miscounted]).toEqual([viewer]);
  });

  test('observer and administrator hear aggregates alone, and of those steps of five persons', () => {
    for (const viewer of ['observer@province', 'admin@platform'] as const) {
      expect(heardBy(viewer).people.size).toBe(0);
      const numbers = (texts: readonly string[]) =>
        texts.flatMap((text) => [...text.matchAll(PERSONS)].map(([, n]) => Number(n)));
      const { texts } = heardBy(viewer);
      // What moved is the difference of two numbers that were shown.
      expect(numbers(texts.flatMap((t) => t.match(DELTA) ?? [])).filter((n) => n % 5 !== 0)).toEqual([]);
      const persons = numbers(texts.map((text) => text.replace(DELTA, '')));
      expect(persons.length).toBeGreaterThan(10);
      expect(persons.filter((n) => n < 5 || n % 5 > 0)).toEqual([]);
    }
  });

  test('a station hears of no tag, of no barrier and of no work: what moved with its own step would name somebody', () => {
    const kinds = (viewer: ViewerHandle) =>
      heardBy(viewer).texts.flatMap((text) =>
        [
          ...text.matchAll(
            /"(?:NamedCount|DestinationClassCount)",[^}]*"workers":(\w+)|"(?:atWork|notEmployed|employmentRate)":(\w+)/g,
          ),
        ].map(([, n, all]) => n ?? all),
      );
    for (const viewer of ['station@foshan', 'station@hangzhou'] as const)
      expect([viewer, ...new Set(kinds(viewer))]).toEqual([viewer, 'null']);
    expect(kinds('county@congjiang')).toContain('4');
    expect(kinds('county@congjiang')).not.toContain('null');
  });
});

describe('streams', () => {
  const told = (viewer: ViewerHandle, field: string) =>
    (framesOf.get(viewer) ?? []).filter((f) => f === field).length;

  test('an arrival is told to its county, its city and its employer; a posting to all', () => {
    for (const viewer of VIEWERS) {
      const arrivals = /^(observer|admin)/.test(viewer) ? 0 : 1;
      expect([viewer, told(viewer, 'workerArrived'), told(viewer, 'postingPublished')]).toEqual([
        viewer,
        arrivals,
        1,
      ]);
    }
  });

  test('a picture is told to the sides of its pair, to observers and administrators, to no employer', () => {
    for (const viewer of VIEWERS)
      expect([viewer, told(viewer, 'pictureChanged') > 0]).toEqual([viewer, !viewer.startsWith('employer')]);
  });
});

describe('a stranger', () => {
  /** A token that says it is the county, from this issuer, signed by nobody's key that counts. */
  const forged = async (issuer: string): Promise<string> => {
    const { privateKey } = await generateKeyPair('ES256');
    return new SignJWT({ aud: 'labor-bridge', sub: 'county@liping' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(issuer)
      .setExpirationTime('1h')
      .sign(privateKey);
  };
  const expired = async (): Promise<string> => {
    const token = await shortToken(world, 'county@liping', 1);
    expect((await new Client(world.baseUrl, token).send('{ viewer { handle } }')).errors).toBeUndefined();
    await new Promise((done) => setTimeout(done, 1_100));
    return token;
  };

  test.each([
    ['without a token', async () => undefined],
    ['with a token of another issuer', () => forged('https://elsewhere.example')],
    ['with a token that another key signed', () => forged(`${world.baseUrl}/oidc`)],
    ['with a token that has expired', expired],
  ])('%s gets nothing of anything', async (_what, token) => {
    const client = new Client(world.baseUrl, await token());
    const got = new Heard();
    const asked = [...questions.slice(0, 60), ...questions.slice(-10)];
    await got.ask(client, asked);
    expect([...got.refusals.keys()].filter((r) => !r.startsWith('UNAUTHENTICATED/'))).toEqual([]);
    expect([...got.refusals.values()].reduce((sum, n) => sum + n, 0)).toBe(asked.length);
    expect(got.people.size + got.sealed.size).toBe(0);
    expect(people.flatMap((p) => Object.values(p.marks)).filter((mark) => got.has(mark))).toEqual([]);
    expect(await client.watch('subscription { postingPublished { position } }').end()).toMatch(/^4403/);
    await client.close();
  });
});

describe('the log', () => {
  test('holds what happened, and no mark of anybody', () => {
    const all = log.join('');
    expect(log.length).toBeGreaterThan(50);
    expect(all).toContain('NOT_FOUND');
    const found = people.flatMap((p) =>
      Object.entries(p.marks)
        .filter(([mark, text]) => mark !== 'nameMasked' && all.includes(text))
        .map(([mark]) => `${p.who}.${mark}`),
    );
    expect(found).toEqual([]);
  });
});
