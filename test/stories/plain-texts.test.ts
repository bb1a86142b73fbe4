/** Every place of the API that takes a text, found in the schema: nothing hidden comes in, and nothing empty means all. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGlobalId } from '#kernel/global-id.js';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
} from 'graphql';
import type { Client } from '../support/client.js';
import { inventedIdNumber, openPosting, registerWorker } from '../support/people.js';
import { mutation, Way } from '../support/way.js';
import { longAgo } from '../support/questions.js';
import { openWorld, type World } from '../support/world.js';

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));

interface Place {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  /** As the wire names it: input.content.skills[0]. */
  readonly at: string;
  /** As a verb or a list names it: input.content.skills. The document's variables have its arguments' names. */
  readonly field: string;
  variables(text: string): Record<string, unknown>;
}

/** Every place of a text or an id that a caller may fill. */
function places(): Place[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((arg) =>
        textsOf(arg.type).map((way) => ({
          kind,
          query: documentOf(kind, field),
          at: `${arg.name}${way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`,
          field: [arg.name, ...way.filter((step) => typeof step === 'string')].join('.'),
          variables: (text: string) => ({
            [arg.name]: way.reduceRight<unknown>(
              (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
              text,
            ),
          }),
        })),
      ),
    ),
  );
}

type Step = string | number;

function textsOf(type: GraphQLInputType): Step[][] {
  const inner = getNullableType(type);
  if (isListType(inner)) return textsOf(inner.ofType).map((way) => [0, ...way]);
  if (isInputObjectType(inner))
    return Object.values(inner.getFields()).flatMap((f) => textsOf(f.type).map((way) => [f.name, ...way]));
  return ['String', 'ID'].includes(String(inner)) ? [[]] : [];
}

function documentOf(kind: string, field: GraphQLField<unknown, unknown>): string {
  const declared = field.args.map((arg) => `$${arg.name}: ${String(getNullableType(arg.type))}`);
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`);
  const body = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  // A nullable variable fits no required place; a default that is never used makes it fit.
  return `${kind}(${declared.map((one, i) => one + (required(field, i) ? '!' : '')).join(', ')}) { ${field.name}(${given.join(', ')}) ${body} }`;
}

const required = (field: GraphQLField<unknown, unknown>, i: number): boolean =>
  String(field.args[i]?.type).endsWith('!');

let world: World;
let way: Way;
let county: Client;
let station: Client;
beforeAll(async () => {
  world = await openWorld();
  way = await Way.in(world);
  ({ county, station } = way);
});
afterAll(() => world?.close());

interface Refusal {
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly field?: unknown;
}
type Refused = readonly { readonly extensions?: Refusal }[];

/** The refusals of an answer, over HTTP or, for a stream, over a socket: before it begins, or as its first frame. */
async function refusals(
  who: Client,
  { kind, query }: Place,
  variables: Record<string, unknown>,
): Promise<Refusal[]> {
  const told = kind === 'subscription' ? await ofStream(who, query, variables) : undefined;
  const errors: Refused = told ?? (await who.send(query, variables)).errors ?? [];
  return errors.map(({ extensions: e }) => ({
    code: e?.code,
    reason: e?.reason,
    field: String(e?.field).replace(/^\$/, ''),
  }));
}

async function ofStream(who: Client, query: string, variables: Record<string, unknown>): Promise<Refused> {
  const watching = who.watch(query, variables);
  await watching.end();
  return Array.isArray(watching.ended) ? (watching.ended as Refused) : (watching.frames[0]?.errors ?? []);
}

const ALL = places();
const CONTROL = { code: 'BAD_USER_INPUT', reason: 'CONTROL_CHARACTER' };

test('the places are found', () => {
  expect(ALL.map((place) => place.field)).toEqual(
    expect.arrayContaining([
      'input.content.skills',
      'input.idempotencyKey',
      'filter.employer',
      'after',
      'name',
    ]),
  );
  expect(ALL.length).toBeGreaterThan(80);
});

describe('a text of hidden signs is refused wherever it stands', () => {
  test.each(['\u200B', '\u3164', '\u202E', '\u2800', '乙\u200B肝', '\uFEFF'])('%j', async (text) => {
    const found = [];
    for (const place of ALL) {
      const told = await refusals(county, place, place.variables(text));
      if (JSON.stringify(told) !== JSON.stringify([{ ...CONTROL, field: place.at }]))
        found.push({ place, told });
    }
    expect(found).toEqual([]);
  });

  test('also where it is written into the document', async () => {
    const { errors } = await county.send('{ organizations(name: "\\u200B") { totalCount } }');
    expect(errors?.map((e) => e.extensions)).toMatchObject([{ ...CONTROL, field: 'name' }]);
  });
});

test('an empty text looks for nothing: it is refused and does not mean all', async () => {
  const asking = ALL.filter(({ kind, query }) => kind !== 'mutation' && !query.includes('node('));
  expect(asking.length).toBeGreaterThan(15);
  const found = [];
  const after = await longAgo(world);
  for (const place of asking) {
    const needed = {
      ...REQUIRED,
      ...(place.query.includes('$after: Position!') && { after }),
      ...(place.query.includes('ResponsiblePeopleFilter!') && { filter: { nobodys: true } }),
    };
    const variables = { ...needed, ...place.variables('') };
    const first = await refusals(station, place, variables);
    // What is the county's alone the county is asked.
    const countys = ['NOT_ALLOWED', 'FILTER_NOT_YOURS'].includes(String(first[0]?.reason));
    const told = countys ? await refusals(county, place, variables) : first;
    if (told.length !== 1 || told[0]?.code !== 'BAD_USER_INPUT' || told[0].field !== place.field)
      found.push({ field: place.at, query: place.query, told });
  }
  expect(found).toEqual([]);
});
/** What some of the asking needs beside the text; a document takes what it declares. */
const REQUIRED = {
  region: '522631',
  origin: '522631',
  destination: '440600',
  population: 'TARGET',
  text: '张三',
  round: toGlobalId('SurveyRound', '01999999-9999-7999-8999-999999999999'),
  run: toGlobalId('ImportRun', '01999999-9999-7999-8999-999999999999'),
  webhook: toGlobalId('Webhook', '01999999-9999-7999-8999-999999999999'),
};

describe('what the county writes of a person', () => {
  const TAG = mutation('tagWorker', 'TagWorkerInput', 'worker { id }');
  const tagged = async (more: object) => {
    const { id } = await registerWorker(county);
    const input = { id, tag: 'RELOCATED', source: '县搬迁办名册', ...more };
    const { errors } = await county.send(TAG, { i: input });
    return errors?.map(({ extensions: e }) => [e.reason, e.field]);
  };

  test.each([
    [{ source: ' ' }, 'TEXT_LENGTH', 'input.source'],
    [{ source: '两\n行' }, 'CONTROL_CHARACTER', 'input.source'],
    [{ validFrom: '1000-01-01' }, 'TAG_BEGINS', 'input.validFrom'],
    [{ validFrom: '9999-01-01' }, 'TAG_BEGINS', 'input.validFrom'],
    [{ validTo: '9999-12-31' }, 'TAG_ENDS', 'input.validTo'],
  ])('is no tag with %j', async (more, reason, field) => {
    expect(await tagged(more)).toEqual([[reason, field]]);
  });

  test('is a tag from their birth on, at the earliest', async () => {
    expect(await tagged({ validFrom: '1995-06-01' })).toBeUndefined();
  });

  test('is no name that nobody can see', async () => {
    const { errors } = await county.send(mutation('registerWorker', 'RegisterWorkerInput', 'worker { id }'), {
      i: {
        idNumber: inventedIdNumber(),
        name: '\u2800\u2800',
        serviceRegion: '522631',
        hukouRegion: '522631',
        education: 'NONE',
        workAbility: 'FULL',
      },
    });
    expect(errors?.map((e) => e.extensions.reason)).toEqual(['CONTROL_CHARACTER']);
  });
});

test('a search is trimmed, and the stream asks as the list does', async () => {
  const { id } = await openPosting(station, way.factory, { title: '看得见的焊工' });
  const LIST = 'query($t: String) { jobPostings(filter: { text: $t }) { nodes { id } } }';
  const found = await county.must<{ jobPostings: { nodes: { id: string }[] } }>(LIST, { t: ' 看得见的 ' });
  expect(found.jobPostings.nodes).toEqual([{ id }]);
});

describe('the table of organizations itself', () => {
  test.each([
    '禅\u0007城\u001b[31m公司',
    '禅城\n换行公司',
    '\u202E司公城禅',
    '\u200B',
    '\u3164\u3164',
    ' 佛山甲厂',
    '佛山甲厂\u3000',
    '13800138000张三',
    '１３８００１３８０００张三',
    '张三 138-0013-8000',
    '510521199003078218',
  ])('takes no name like %j', async (name) => {
    await expect(
      world.look(
        `insert into organization (type, name, region_code, path) values ('EMPLOYER', $1, '440600', '4406')`,
        [name],
      ),
    ).rejects.toMatchObject({ constraint: 'organization_name_plain' });
  });
});
