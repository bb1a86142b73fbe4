import pg from 'pg';
import { z } from 'zod';
import type { Contest } from '#bench/contest.js';
import { COUNTY } from '#bench/load-parties.js';
import { loadFindable, type Sealing } from '#bench/load-findable.js';
import { OUR_KEYS, startOurs, startPeer } from '#bench/servers.js';
import { fromDist } from '#bench/world.js';

/** The town that is asked for, and what its people call it. */
const TOWN = { path: '522631003', said: '龙形' };
const FIRST = 20;
/** What an officer types into the one box; each is a request's alias. */
const QUESTIONS = ['name', 'initials', 'lastFour', 'phone', 'place', 'tag'] as const;
type Question = (typeof QUESTIONS)[number];

const person = z.object({
  name: z.string(),
  education: z.string().nullable(),
  serviceRegion: z.object({ name: z.string(), code: z.string() }),
});
type Found = [Question, z.infer<typeof person>[]];

/** Pages of people by their questions, in the order of these. */
function pages(node: z.ZodType<z.infer<typeof person>>): z.ZodType<Found[]> {
  const page = z.object({ nodes: z.array(z.object({ worker: node })).min(1) });
  return z
    .object(Object.fromEntries(QUESTIONS.map((question) => [question, page])))
    .transform((answer) =>
      QUESTIONS.map((question): Found => [question, answer[question]?.nodes.map((one) => one.worker) ?? []]),
    );
}

/**
 * Six lines that an officer types, in one request: a whole name, its initials, the last four of an ID number, a mobile number, a
 * town, a town with a tag; by us and by PostGraphile over the same tokens. Fills the world with identities first, where it has none.
 */
export async function searchContest(url: string, say: (text: string) => void): Promise<Contest<Found>> {
  const sealing = await sealingOf(url);
  const from = performance.now();
  await loadFindable(url, sealing, (done) =>
    say(`  ${((performance.now() - from) / 1000).toFixed(0)} s: ${done}`),
  );
  const variables = await linesFor(url, sealing);
  const declared = QUESTIONS.map((question) => `$${question}: String!`).join(', ');
  const asked = (each: (question: Question) => string): string => QUESTIONS.map(each).join('\n');
  // The peer answers the name as it lies there, sealed; ours opens it for whoever may see it.
  const sealed = z
    .object({
      education: person.shape.education,
      serviceRegion: person.shape.serviceRegion,
      identity: z.object({ nameEnc: z.string() }),
    })
    .transform(({ identity, ...rest }) => ({ name: sealing.vault.open(identity.nameEnc), ...rest }));
  return {
    name: 'search',
    contestants: [
      {
        name: 'ours',
        start: startOurs,
        query: `query Find(${declared}) {
          ${asked((question) => `${question}: findWorkers(text: $${question}, first: ${FIRST}) { ...page }`)}
        }
        fragment page on FoundWorkerConnection {
          position nodes { worker { name education serviceRegion { name code } } }
        }`,
        variables,
        answer: pages(person),
      },
      {
        name: 'postgraphile',
        start: (at) =>
          startPeer('postgraphile-search-server.mjs', at, {
            BENCH_FINGERPRINT_KEY: OUR_KEYS.IDENTITY_HMAC_KEY,
            BENCH_COUNTY: COUNTY,
          }),
        query: `query Find(${declared}) {
          ${asked((question) =>
            question === 'phone'
              ? `phone: allWorkerIdentities(condition: { phoneIs: $phone }, first: ${FIRST}) { nodes { worker: workerByWorkerId { ...who } } }`
              : `${question}: allWorkerTokens(condition: { finds: $${question} }, orderBy: [PRIMARY_KEY_ASC], first: ${FIRST}) { nodes { worker: workerByWorkerId { ...who } } }`,
          )}
        }
        fragment who on Worker {
          education serviceRegion: regionByServiceRegion { name code } identity: workerIdentityByWorkerId { nameEnc }
        }`,
        variables,
        answer: pages(sealed),
      },
    ],
    rows: QUESTIONS.length,
    cpu: { postgraphile: 0.7 },
    sooner: [],
  };
}

/** The parts of the program as it is built, with the keys under which the bench starts it. */
async function sealingOf(url: string): Promise<Sealing> {
  type Source = {
    vault: typeof import('../src/kernel/identity-vault.ts');
    book: typeof import('../src/party/region-book.ts');
    names: typeof import('../src/worker/name-readings.ts');
    index: typeof import('../src/worker/index-workers.ts');
    identity: typeof import('../src/worker/worker-identity.entity.ts');
  };
  const { createIdentityVault } = (await fromDist('kernel/identity-vault.js')) as Source['vault'];
  const { LoadedRegionBook } = (await fromDist('party/region-book.js')) as Source['book'];
  const { learnToRead } = (await fromDist('worker/name-readings.js')) as Source['names'];
  const { tokenRows } = (await fromDist('worker/index-workers.js')) as Source['index'];
  const { nameAndBirth } = (await fromDist('worker/worker-identity.entity.js')) as Source['identity'];
  const [id = '', key = ''] = OUR_KEYS.IDENTITY_KEYS.split(':');
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const vault = createIdentityVault({
    keys: [{ id, key: bytes(key) }],
    hmacKey: bytes(OUR_KEYS.IDENTITY_HMAC_KEY),
    isDemo: true,
  });
  const regions = new LoadedRegionBook(() => new Date().toISOString().slice(0, 10));
  regions.load(
    await look(
      url,
      'select code, name, level, parent_code, path, members, valid_to::text, successor_code from region',
    ),
  );
  return { vault, regions, learnToRead, tokenRows, nameAndBirth };
}

/** What is typed: of the first person of the town whose family was registered poor. */
async function linesFor(url: string, { vault, learnToRead }: Sealing): Promise<Record<Question, string>> {
  const [row] = await look(
    url,
    `select i.name_enc, i.id_number_enc, i.phone_enc from worker w join worker_identity i on i.worker_id = w.id
     where origin = '${TOWN.path}' and exists
       (select from worker_tag t where t.worker_id = w.id and t.tag = 'POVERTY_ALLEVIATED') order by id limit 1`,
  );
  if (!row) throw new Error('the bench database has nobody to be found');
  const [name, idNumber, phone] = [row['name_enc'], row['id_number_enc'], row['phone_enc']].map((sealed) =>
    vault.open(String(sealed)),
  ) as [string, string, string];
  await learnToRead();
  const { readingsOf } = (await fromDist(
    'worker/name-readings.js',
  )) as typeof import('../src/worker/name-readings.ts');
  const [reading = []] = readingsOf(Array.from(name));
  return {
    name,
    initials: reading.map((syllable) => syllable.slice(0, 1)).join(''),
    lastFour: idNumber.slice(-4),
    phone,
    place: TOWN.said,
    tag: `${TOWN.said} 脱贫`,
  };
}

async function look(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('app.role', 'SYSTEM', false)`);
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
