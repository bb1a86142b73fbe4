/**
 * What must not come in, a line a case: refused with code, reason, field and a sentence in both languages, and
 * nothing changed. Longer than 200 lines because it is one table.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, getNamedType, type GraphQLObjectType } from 'graphql';
import { toGlobalId, type NodeType } from '#kernel/global-id.js';
import { idCheckCharacter } from '#kernel/id-number.js';
import type { Client } from '../support/client.js';
import { PROJECT } from '../support/other-process.js';
import { inDays, inventedIdNumber, openPosting, wishesToGo } from '../support/people.js';
import { aTrip, cleared, mutation, received, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let way: Way;
let county: Client;
let station: Client;
let employer: Client;

beforeAll(async () => {
  world = await openWorld();
  way = await Way.in(world);
  ({ county, station, employer } = way);
});
afterAll(() => world?.close());

const TABLES = [
  'worker',
  'worker_identity',
  'worker_tag',
  'willingness',
  'job_posting',
  'referral',
  'dispatch_order',
  'trip',
  'trip_passenger',
  'arrival',
  'identity_reading',
  'standing',
  'idempotency_record',
  'journal_entry',
];

/** Every row of every noun, as one fingerprint; and how many lines the journal has. */
async function everything(): Promise<Record<string, unknown>> {
  const parts = TABLES.map(
    (t) =>
      `(select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from ${t} t) as ${t}`,
  );
  const [row] = await world.look(`select ${parts.join(', ')}`);
  return row ?? {};
}

interface Expected {
  readonly code?: string;
  readonly reason: string;
  /** The field at fault; undefined: it is not the input that is wrong. */
  readonly field: string | undefined;
  readonly details?: Record<string, unknown>;
}

/** Sends it and shows how it was refused, and that nothing moved. */
async function refused(
  who: Client,
  query: string,
  variables: object,
  { code = 'BAD_USER_INPUT', reason, field, details }: Expected,
): Promise<void> {
  const before = await everything();
  const { errors, data } = await who.send(query, variables as Record<string, unknown>);
  expect(errors?.map(({ extensions: e }) => ({ code: e.code, reason: e.reason, field: e.field }))).toEqual([
    { code, reason, field },
  ]);
  const { text, details: told } = errors?.[0]?.extensions ?? {};
  expect(text?.zh).toMatch(/\p{Script=Han}/u);
  expect(text?.en).toMatch(/^[A-Z\d].*[.?]$/s);
  if (details) expect(told).toMatchObject(details);
  expect(data ?? null).toBeNull();
  expect(await everything()).toEqual(before);
}

const CONTROL = { reason: 'CONTROL_CHARACTER' };
const LONG = 'x'.repeat(90_000);

describe('a person', () => {
  const REGISTER = mutation('registerWorker', 'RegisterWorkerInput', 'worker { id }');
  const OLD_15 = '999501850505123';
  const NEW_15 = `999501${'19850505123'}`;
  const KNOWN_X = numberEndingInX();
  const person = (more: object) => ({
    i: {
      idNumber: inventedIdNumber(),
      name: '测试甲',
      phone: '15400000001',
      serviceRegion: '522631003',
      hukouRegion: '522631003',
      education: 'JUNIOR_HIGH',
      workAbility: 'FULL',
      ...more,
    },
  });
  const registered = { code: 'CONFLICT', reason: 'WORKER_ALREADY_REGISTERED', field: 'input.idNumber' };

  beforeAll(async () => {
    await county.must(REGISTER, person({ idNumber: NEW_15 + idCheckCharacter(NEW_15) }));
    await county.must(REGISTER, person({ idNumber: KNOWN_X }));
  });

  const good = inventedIdNumber();
  const badCheck = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
  test.each<[string, object, Expected]>([
    ['a wrong check digit', { idNumber: badCheck }, { reason: 'BAD_CHECK_DIGIT', field: 'input.idNumber' }],
    [
      '30 February as birth date',
      { idNumber: checked('99900119900230001') },
      { reason: 'IMPOSSIBLE_BIRTH_DATE', field: 'input.idNumber' },
    ],
    [
      'a birth date to come',
      { idNumber: checked('99900120990101001') },
      { reason: 'IMPOSSIBLE_BIRTH_DATE', field: 'input.idNumber' },
    ],
    [
      'a birth date of 130 years ago',
      { idNumber: checked('99900118960101001') },
      { reason: 'IMPOSSIBLE_BIRTH_DATE', field: 'input.idNumber' },
    ],
    [
      'a number of 17 characters',
      { idNumber: good.slice(0, 17) },
      { reason: 'BAD_LENGTH', field: 'input.idNumber' },
    ],
    [
      'a number of a spreadsheet',
      { idNumber: '9.99001E+17' },
      { reason: 'SCIENTIFIC_NOTATION', field: 'input.idNumber' },
    ],
    [
      'a number as a number',
      { idNumber: 999001199001010000 },
      { reason: 'NOT_A_STRING', field: 'input.idNumber' },
    ],
    ['registered before, now with 15 digits', { idNumber: OLD_15 }, registered],
    ['registered before, now with a lower-case x', { idNumber: KNOWN_X.toLowerCase() }, registered],
    [
      'registered before, now with blanks',
      { idNumber: ` ${KNOWN_X.slice(0, 6)} ${KNOWN_X.slice(6, 14)} ${KNOWN_X.slice(14)} ` },
      registered,
    ],
    [
      'registered before, now in full width',
      { idNumber: [...KNOWN_X].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('') },
      registered,
    ],
    [
      'a prefecture as who answers for them',
      { serviceRegion: '522600' },
      {
        reason: 'REGION_OF_ANOTHER_LEVEL',
        field: 'input.serviceRegion',
        details: { allowed: ['COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'] },
      },
    ],
    [
      'a group of regions as registration',
      { hukouRegion: 'G-PRD' },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.hukouRegion' },
    ],
    [
      'a region that is none, with the nearest',
      { hukouRegion: '522632' },
      { reason: 'UNKNOWN_REGION', field: 'input.hukouRegion', details: { suggestion: '522631' } },
    ],
    [
      'a code that is none',
      { hukouRegion: '黎平' },
      { reason: 'REGION_CODE_MALFORMED', field: 'input.hukouRegion' },
    ],
    [
      'work in a group of regions',
      { employment: { form: 'CONTRACT', regionCode: 'G-PRD' } },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.employment.regionCode' },
    ],
    [
      'a number that a real person may have, into a demo',
      { idNumber: checked('11010519491231002') },
      { reason: 'REAL_IDENTITY', field: 'input.idNumber' },
    ],
    [
      'a telephone that somebody may hold, into a demo',
      { phone: '13800000001' },
      { reason: 'REAL_PHONE', field: 'input.phone' },
    ],
    [
      'a telephone that is no mobile',
      { phone: '0755-1234567' },
      { reason: 'NOT_A_MOBILE', field: 'input.phone' },
    ],
    [
      'schooling that is none of ours',
      { education: 'DOCTOR' },
      {
        reason: 'INVALID_VALUE',
        field: 'input.education',
        details: {
          allowed: ['NONE', 'PRIMARY', 'JUNIOR_HIGH', 'SENIOR_HIGH', 'VOCATIONAL', 'COLLEGE', 'BACHELOR'],
        },
      },
    ],
    [
      'schooling nearly as we write it',
      { education: 'JUNIORHIGH' },
      { reason: 'INVALID_VALUE', field: 'input.education', details: { suggestion: 'JUNIOR_HIGH' } },
    ],
    ['no name', { name: undefined }, { reason: 'REQUIRED_VALUE_MISSING', field: 'input.name' }],
    ['null for a name', { name: null }, { reason: 'REQUIRED_VALUE_MISSING', field: 'input.name' }],
    [
      'a field that there is not',
      { nickname: '小甲' },
      { reason: 'UNKNOWN_INPUT_FIELD', field: 'input.nickname' },
    ],
    ['a name of one letter', { name: '甲' }, { reason: 'NAME', field: 'input.name' }],
    [
      'a name with a line of a log in it',
      { name: '张\n{"level":"error","msg":"x"}' },
      { reason: 'NAME', field: 'input.name' },
    ],
    ['a name with a tag in it', { name: '<b>张三</b>' }, { reason: 'NAME', field: 'input.name' }],
    ['NUL in a name', { name: '张\u0000三' }, { ...CONTROL, field: 'input.name' }],
    ['an escape sequence in a name', { name: '\u001b[31m张三' }, { ...CONTROL, field: 'input.name' }],
    ['half a surrogate pair in a name', { name: '张\ud842三' }, { ...CONTROL, field: 'input.name' }],
    ['a name turned around', { name: '张\u202e三四' }, { ...CONTROL, field: 'input.name' }],
    ['NUL in a skill', { skills: ['焊工', '电\u0000工'] }, { ...CONTROL, field: 'input.skills[1]' }],
    ['a name of 90 000 letters', { name: '张'.repeat(30_000) }, { reason: 'NAME', field: 'input.name' }],
    [
      'an ID number of 90 000 digits',
      { idNumber: '1'.repeat(90_000) },
      { reason: 'BAD_LENGTH', field: 'input.idNumber' },
    ],
    ['a skill of 90 000 letters', { skills: [LONG] }, { reason: 'WORD_LENGTH', field: 'input.skills' }],
    [
      '3 000 skills',
      { skills: Array.from({ length: 3_000 }, (_, i) => `s${i}`) },
      { reason: 'TOO_MANY_WORDS', field: 'input.skills' },
    ],
    [
      'an ethnic group of 90 000 letters',
      { ethnicity: LONG },
      { reason: 'WORD_LENGTH', field: 'input.ethnicity' },
    ],
    [
      'an idempotency key that is too short',
      { idempotencyKey: 'x' },
      { reason: 'IDEMPOTENCY_KEY', field: 'input.idempotencyKey' },
    ],
    [
      'an empty idempotency key',
      { idempotencyKey: '' },
      { reason: 'IDEMPOTENCY_KEY', field: 'input.idempotencyKey' },
    ],
    [
      'an idempotency key of four letters of two halves each',
      { idempotencyKey: '🚌🚌🚌🚌' },
      { reason: 'IDEMPOTENCY_KEY', field: 'input.idempotencyKey' },
    ],
    [
      'an idempotency key of 90 000 letters',
      { idempotencyKey: LONG },
      { reason: 'IDEMPOTENCY_KEY', field: 'input.idempotencyKey' },
    ],
  ])('with %s is not registered', (_name, more, expected) =>
    refused(county, REGISTER, person(more), expected),
  );

  test('of another county is not registered', () =>
    refused(county, REGISTER, person({ serviceRegion: '522633100' }), {
      code: 'FORBIDDEN',
      reason: 'NOT_YOUR_SIDE',
      field: 'input.serviceRegion',
    }));

  test('has one active wish of a kind, unless the new one is said to take its place', async () => {
    const worker = await way.willing();
    const wish = {
      worker,
      kind: 'WORK',
      intent: 'GO_OUT',
      destinations: ['440600'],
      method: 'VISIT',
      confirmed: true,
    };
    const RECORD = mutation('recordWillingness', 'RecordWillingnessInput', 'willingness { id }');
    await refused(
      county,
      RECORD,
      { i: wish },
      { code: 'CONFLICT', reason: 'WILLINGNESS_ALREADY_ACTIVE', field: 'input' },
    );
    const recorded = await wishesToGo(county, worker, ['330100'], { confirmed: false });
    const CONFIRM = mutation('confirmWillingness', 'ConfirmWillingnessInput', 'willingness { id }');
    await refused(
      county,
      CONFIRM,
      { i: { id: recorded } },
      { code: 'CONFLICT', reason: 'WILLINGNESS_ALREADY_ACTIVE', field: 'input.id' },
    );
    for (const [more, expected] of [
      [{ destinations: ['522631003'] }, { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.destinations' }],
      [
        { destinations: ['440600', '440600'] },
        { reason: 'DUPLICATE_DESTINATION', field: 'input.destinations' },
      ],
      [
        { destinations: Array(11).fill('440600') },
        { reason: 'TOO_MANY_DESTINATIONS', field: 'input.destinations' },
      ],
      [{ intent: 'LOCAL' }, { reason: 'DESTINATION_WITHOUT_LEAVING', field: 'input.destinations' }],
      [{ intent: undefined }, { reason: 'INTENT_MISSING', field: 'input.intent' }],
      [{ validTo: inDays(181) }, { reason: 'VALIDITY', field: 'input.validTo' }],
      [{ validTo: inDays(0) }, { reason: 'VALIDITY', field: 'input.validTo' }],
      [{ wageMin: -1 }, { reason: 'BAD_FEN', field: 'input.wageMin' }],
    ] as [object, Expected][])
      await refused(county, RECORD, { i: { ...wish, ...more } }, expected);
  });
});

describe('a posting', () => {
  const DRAFT = mutation('draftPosting', 'DraftPostingInput', 'posting { id }');
  const posting = (more: object) => ({
    i: {
      employer: way.factory,
      content: {
        title: '装配工',
        workRegion: '440604',
        headcount: 10,
        wageMin: 500_000,
        wageMax: 650_000,
        validTo: inDays(60),
        ...more,
      },
    },
  });

  test.each<[string, object, Expected]>([
    ['nobody', { headcount: 0 }, { reason: 'HEADCOUNT', field: 'input.content.headcount' }],
    ['some (若干)', { headcount: '若干' }, { reason: 'INVALID_VALUE', field: 'input.content.headcount' }],
    ['minus one', { headcount: -1 }, { reason: 'HEADCOUNT', field: 'input.content.headcount' }],
    ['one and a half', { headcount: 1.5 }, { reason: 'INVALID_VALUE', field: 'input.content.headcount' }],
    ['more than all', { headcount: 100_001 }, { reason: 'HEADCOUNT', field: 'input.content.headcount' }],
    [
      'more than a number can be',
      { headcount: 2 ** 31 },
      { reason: 'INVALID_VALUE', field: 'input.content.headcount' },
    ],
    [
      'a highest wage below the lowest',
      { wageMax: 400_000 },
      { reason: 'WAGE_RANGE', field: 'input.content.wageMax' },
    ],
    ['a wage below nothing', { wageMin: -1 }, { reason: 'BAD_FEN', field: 'input.content.wageMin' }],
    ['a wage in yuan and fen', { wageMin: 5000.5 }, { reason: 'BAD_FEN', field: 'input.content.wageMin' }],
    ['a wage as text', { wageMin: '面议' }, { reason: 'BAD_FEN', field: 'input.content.wageMin' }],
    [
      'a wage of millions',
      { wageMin: null, wageMax: 100_000_001 },
      { reason: 'WAGE_TOO_HIGH', field: 'input.content.wageMax' },
    ],
    ['a wage beyond all bounds', { wageMin: 1e15 }, { reason: 'BAD_FEN', field: 'input.content.wageMin' }],
    [
      'men only',
      { requirement: '限男性' },
      { reason: 'DISCRIMINATORY_REQUIREMENT', field: 'input.content.requirement' },
    ],
    [
      'one people only, in the title',
      { title: '普工（限汉族）' },
      { reason: 'DISCRIMINATORY_REQUIREMENT', field: 'input.content.title' },
    ],
    ['children', { ageMin: 15 }, { reason: 'AGE_BELOW_16', field: 'input.content.ageMin' }],
    ['children at most', { ageMax: 15 }, { reason: 'AGE_BELOW_16', field: 'input.content.ageMax' }],
    [
      'an age above what a sheet may ask',
      { ageMax: 71 },
      { reason: 'AGE_ABOVE_70', field: 'input.content.ageMax' },
    ],
    [
      'ages the wrong way round',
      { ageMin: 40, ageMax: 30 },
      { reason: 'AGE_MIN_ABOVE_MAX', field: 'input.content.ageMax' },
    ],
    ['30 February', { validTo: '2027-02-30' }, { reason: 'BAD_DATE', field: 'input.content.validTo' }],
    ['a day that is over', { validTo: inDays(0) }, { reason: 'VALIDITY', field: 'input.content.validTo' }],
    [
      'a day in ten years',
      { validTo: inDays(3_650) },
      { reason: 'VALIDITY', field: 'input.content.validTo' },
    ],
    [
      'a whole province to work in',
      { workRegion: '440000' },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.content.workRegion' },
    ],
    [
      'a group of regions to work in',
      { workRegion: 'G-PRD' },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.content.workRegion' },
    ],
    [
      'a place that is none',
      { workRegion: '440699' },
      {
        reason: 'UNKNOWN_REGION',
        field: 'input.content.workRegion',
        details: { suggestion: expect.any(String) },
      },
    ],
    [
      'more promised than there is',
      { allocations: [{ origin: '522631', quota: 11 }] },
      { reason: 'ALLOCATION_TOO_LARGE', field: 'input.content.allocations' },
    ],
    [
      'the same promised twice',
      {
        allocations: [
          { origin: '522631', quota: 1 },
          { origin: '522600', quota: 1 },
        ],
      },
      { reason: 'ALLOCATION_TOO_LARGE', field: 'input.content.allocations' },
    ],
    ['no title', { title: '  ' }, { reason: 'TEXT_LENGTH', field: 'input.content.title' }],
    ['a title of two lines', { title: '装配工\n普工' }, { ...CONTROL, field: 'input.content.title' }],
    ['NUL in the title', { title: '装\u0000配' }, { ...CONTROL, field: 'input.content.title' }],
    ['a title of 90 000 letters', { title: LONG }, { reason: 'TEXT_LENGTH', field: 'input.content.title' }],
    [
      'an occupation of 90 000 letters',
      { occupation: LONG },
      { reason: 'TEXT_LENGTH', field: 'input.content.occupation' },
    ],
    [
      'an address of 90 000 letters',
      { workAddress: LONG },
      { reason: 'TEXT_LENGTH', field: 'input.content.workAddress' },
    ],
    [
      'a requirement of 90 000 letters',
      { requirement: LONG },
      { reason: 'TEXT_LENGTH', field: 'input.content.requirement' },
    ],
    [
      '30 skills',
      { skills: Array(30).fill('焊') },
      { reason: 'TOO_MANY_WORDS', field: 'input.content.skills' },
    ],
    ['a skill of nothing', { skills: [''] }, { reason: 'WORD_LENGTH', field: 'input.content.skills' }],
    ['a skill of a tab', { skills: ['\t'] }, { reason: 'WORD_LENGTH', field: 'input.content.skills' }],
    ...(
      [
        ['occupation', '限女工'],
        ['workAddress', '禅城区1号，不招外地人'],
        ['skills', ['焊工', '限男性']],
        ['skills', ['不要 少数民族']],
        ['requirement', '无 乙 肝'],
        ['title', '⼥普工'],
      ] as const
    ).map(([field, said]): [string, object, Expected] => [
      `some and not others, in its ${field}`,
      { [field]: said },
      { reason: 'DISCRIMINATORY_REQUIREMENT', field: `input.content.${field}` },
    ]),
    [
      'a period of pay that there is not',
      { wagePeriod: 'YEAR' },
      { reason: 'INVALID_VALUE', field: 'input.content.wagePeriod' },
    ],
  ])('for %s is not drafted', (_name, more, expected) => refused(station, DRAFT, posting(more), expected));

  test('of an employer without an id is not drafted', () =>
    refused(
      employer,
      DRAFT,
      { i: { ...posting({}).i, employer: '' } },
      { reason: 'NOT_AN_ID', field: 'input.employer' },
    ));

  test('takes only the steps of its state, and says which', async () => {
    const { id } = await openPosting(station, way.factory, {}, false);
    const SUBMIT = mutation('submitPosting', 'IdInput', 'posting { id }');
    await refused(
      station,
      SUBMIT,
      { i: { id } },
      {
        code: 'CONFLICT',
        reason: 'POSTING_STEP_NOT_ALLOWED',
        field: 'input.id',
        details: { state: 'SUBMITTED', allowed: ['OPEN', 'REJECTED', 'WITHDRAWN', 'TAKEN_DOWN'] },
      },
    );
    const RESUME = mutation('resumePosting', 'IdInput', 'posting { id }');
    await refused(
      station,
      RESUME,
      { i: { id } },
      { code: 'CONFLICT', reason: 'POSTING_STEP_NOT_ALLOWED', field: 'input.id' },
    );
    const REJECT = mutation('rejectPosting', 'ReasonInput', 'posting { id }');
    await refused(station, REJECT, { i: { id, reason: ' ' } }, { reason: 'REASON', field: 'input.reason' });
    await refused(station, REJECT, { i: { id, reason: LONG } }, { reason: 'REASON', field: 'input.reason' });
  });
});

describe('a way', () => {
  const ACCEPT = mutation('acceptReferral', 'IdInput', 'referral { id }');
  const CREATE = mutation('createReferral', 'CreateReferralInput', 'referral { id }');
  const conflict = (reason: string, field = 'input.id', details?: Record<string, unknown>): Expected => ({
    code: 'CONFLICT',
    reason,
    field,
    ...(details ? { details } : {}),
  });

  test('does not begin where every place is taken, nor for whoever does not want to go', async () => {
    const posting = await way.posting(1);
    const [first, second] = [
      await way.offered(await way.willing(), posting),
      await way.offered(await way.willing(), posting),
    ];
    await way.accept(first);
    await refused(county, ACCEPT, { i: { id: second } }, conflict('POSTING_FULL'));
    const worker = await way.willing();
    await refused(county, CREATE, { i: { worker, posting } }, conflict('POSTING_FULL', 'input.posting'));
    const { registerWorker } = await county.must<{ registerWorker: { worker: { id: string } } }>(
      mutation('registerWorker', 'RegisterWorkerInput', 'worker { id }'),
      {
        i: {
          idNumber: inventedIdNumber(),
          name: '测试乙',
          serviceRegion: '522631',
          hukouRegion: '522631',
          education: 'NONE',
          workAbility: 'FULL',
        },
      },
    );
    const open = await way.posting();
    await refused(
      county,
      CREATE,
      { i: { worker: registerWorker.worker.id, posting: open } },
      conflict('WORKER_NOT_WILLING', 'input.worker'),
    );
    await refused(
      county,
      ACCEPT,
      { i: { id: first } },
      conflict('REFERRAL_STEP_NOT_ALLOWED', 'input.id', { state: 'ACCEPTED' }),
    );
  });

  test('is not cleared without a checked identity, nor taken out of turn', async () => {
    const referral = await way.offered(await way.willing({ verifyMethod: null }), await way.posting());
    await way.accept(referral);
    const PLAN = mutation('planDispatch', 'PlanDispatchInput', 'dispatch { id }');
    const planned = { referral, kind: 'LONG_TERM', transport: 'CHARTER', plannedOn: inDays(0) };
    await refused(
      county,
      PLAN,
      { i: { ...planned, plannedOn: inDays(181) } },
      { reason: 'PLANNED_DAY', field: 'input.plannedOn' },
    );
    await refused(
      county,
      PLAN,
      { i: { ...planned, plannedOn: inDays(-1) } },
      { reason: 'PLANNED_DAY', field: 'input.plannedOn' },
    );
    const id = await way.plan(referral);
    await refused(county, PLAN, { i: planned }, conflict('DISPATCH_ALREADY_OPEN', 'input.referral'));
    const CLEAR = mutation('clearDispatch', 'ClearDispatchInput', 'dispatch { id }');
    await refused(county, CLEAR, { i: cleared(id) }, conflict('IDENTITY_NOT_VERIFIED'));
    await refused(
      county,
      CLEAR,
      { i: { ...cleared(id), agreementRef: ' ' } },
      { reason: 'AGREEMENT_REF', field: 'input.agreementRef' },
    );
    await refused(
      county,
      CLEAR,
      { i: { ...cleared(id), healthCheckedOn: inDays(1) } },
      { reason: 'DAY_AHEAD', field: 'input.healthCheckedOn' },
    );
    const BOOK = mutation('bookDispatch', 'BookDispatchInput', 'dispatch { id }');
    await refused(
      county,
      BOOK,
      { i: { id } },
      conflict('DISPATCH_STEP_NOT_ALLOWED', 'input.id', { allowed: ['CLEARED', 'CANCELLED'] }),
    );
  });

  test('arrives once', async () => {
    const { arrival: id, referral } = await way.onPost();
    const CHECK_IN = mutation('checkInArrival', 'IdInput', 'arrival { id }');
    const RECEIPT = mutation('receiptArrival', 'ReceiptArrivalInput', 'arrival { id }');
    const VERIFY = mutation('verifyArrival', 'VerifyArrivalInput', 'arrival { id }');
    await refused(station, CHECK_IN, { i: { id } }, conflict('ALREADY_IN_CITY'));
    await refused(employer, RECEIPT, { i: received(id) }, conflict('ALREADY_ON_POST'));
    await refused(station, VERIFY, { i: { id, note: LONG } }, { reason: 'TEXT_LENGTH', field: 'input.note' });
    await way.step(station, 'verifyArrival', 'VerifyArrivalInput', { id });
    await refused(
      station,
      VERIFY,
      { i: { id } },
      conflict('ALREADY_VERIFIED', 'input.id', { state: 'VERIFIED', allowed: [] }),
    );
    await refused(
      employer,
      mutation('offerReferral', 'IdInput', 'referral { id }'),
      { i: { id: referral } },
      conflict('REFERRAL_STEP_NOT_ALLOWED', 'input.id', { state: 'PLACED', allowed: [] }),
    );
  });

  test.each<[string, object, Expected]>([
    ['with no seat', { seats: 0 }, { reason: 'OUT_OF_BOUNDS', field: 'input.seats' }],
    ['with a million seats', { seats: 1_000_000 }, { reason: 'OUT_OF_BOUNDS', field: 'input.seats' }],
    ['with fewer than no escorts', { escorts: -1 }, { reason: 'OUT_OF_BOUNDS', field: 'input.escorts' }],
    [
      'that arrives before it leaves',
      { arriveAt: new Date().toISOString() },
      { reason: 'TRIP_TIMES', field: 'input.departAt' },
    ],
    [
      'at no moment',
      { departAt: '2027-02-30T08:00:00+08:00' },
      { reason: 'BAD_DATE_TIME', field: 'input.departAt' },
    ],
    [
      'at a moment of nowhere',
      { departAt: '2027-02-20T08:00:00' },
      { reason: 'BAD_DATE_TIME', field: 'input.departAt' },
    ],
    [
      'to a group of regions',
      { destination: 'G-PRD' },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.destination' },
    ],
    ['by rocket', { mode: 'ROCKET' }, { reason: 'INVALID_VALUE', field: 'input.mode' }],
    ['with a plate of 90 000 letters', { plate: LONG }, { reason: 'TEXT_LENGTH', field: 'input.plate' }],
    ['with a plate of two lines', { plate: '贵H\n12345' }, { ...CONTROL, field: 'input.plate' }],
  ])('by a trip %s is not planned', (_name, more, expected) =>
    refused(
      county,
      mutation('planTrip', 'PlanTripInput', 'trip { id }'),
      { i: { ...aTrip(40), ...more } },
      expected,
    ),
  );
});

describe('a question', () => {
  test.each<[string, string, Record<string, unknown>, Expected]>([
    [
      'a page of nothing',
      '{ workers(first: 0) { totalCount } }',
      {},
      { reason: 'PAGE_SIZE', field: 'first' },
    ],
    ['a page of 201', '{ workers(last: 201) { totalCount } }', {}, { reason: 'PAGE_SIZE', field: 'last' }],
    [
      'the first and the last',
      '{ workers(first: 1, last: 1) { totalCount } }',
      {},
      { reason: 'FIRST_AND_LAST', field: 'last' },
    ],
    [
      'what is no cursor',
      '{ workers(after: "abc") { nodes { id } } }',
      {},
      { reason: 'NOT_A_CURSOR', field: 'after' },
    ],
    [
      'a cursor of 90 000 letters',
      'query($c: String) { workers(after: $c) { nodes { id } } }',
      { c: LONG },
      { reason: 'NOT_A_CURSOR', field: 'after' },
    ],
    [
      'what is no position',
      '{ picture(origin: "522631", destination: "440600", atLeast: "abc") { position } }',
      {},
      { reason: 'NOT_A_POSITION', field: 'atLeast' },
    ],
    [
      'a position of 90 000 letters',
      'query($p: Position) { picture(origin: "522631", destination: "440600", atLeast: $p) { position } }',
      { p: LONG },
      { reason: 'BAD_POSITION', field: 'atLeast' },
    ],
    [
      'an order that there is not',
      '{ jobPostings(orderBy: CHEAP) { totalCount } }',
      {},
      { reason: 'INVALID_VALUE', field: 'orderBy', details: { allowed: expect.arrayContaining(['NEWEST']) } },
    ],
    [
      'a state that there is not',
      'query($f: PostingFilter) { jobPostings(filter: $f) { totalCount } }',
      { f: { states: ['OPEN', 'SHUT'] } },
      {
        reason: 'INVALID_VALUE',
        field: 'filter.states[1]',
        details: { allowed: expect.arrayContaining(['OPEN', 'PAUSED']) },
      },
    ],
    [
      'NUL',
      'query($t: String) { jobPostings(filter: { text: $t }) { totalCount } }',
      { t: 'a\u0000b' },
      { ...CONTROL, field: 'filter.text' },
    ],
    [
      'NUL in the document',
      '{ jobPostings(filter: { text: "a\\u0000b" }) { totalCount } }',
      {},
      { ...CONTROL, field: 'filter.text' },
    ],
    [
      'a text of 90 000 letters',
      'query($t: String) { jobPostings(filter: { text: $t }) { totalCount } }',
      { t: LONG },
      { reason: 'TEXT_TOO_LONG', field: 'filter.text' },
    ],
    [
      'a name of 90 000 letters',
      'query($t: String) { organizations(name: $t) { totalCount } }',
      { t: LONG },
      { reason: 'TEXT_TOO_LONG', field: 'name' },
    ],
    [
      'a region that is none, with the nearest',
      '{ organizations(region: "522632") { totalCount } }',
      {},
      { reason: 'UNKNOWN_REGION', field: 'region', details: { suggestion: '522631' } },
    ],
    [
      'a picture of what is none',
      '{ picture(origin: "522632", destination: "440600") { position } }',
      {},
      { reason: 'UNKNOWN_REGION', field: 'origin', details: { suggestion: '522631' } },
    ],
    [
      'a picture to a town',
      '{ picture(origin: "522631", destination: "522631003") { position } }',
      {},
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'destination' },
    ],
    [
      'ages the wrong way round',
      '{ workers(filter: { ageFrom: 50, ageTo: 20 }) { totalCount } }',
      {},
      { reason: 'AGE_RANGE', field: 'filter.ageTo' },
    ],
    ['what is no id', '{ node(id: "abc") { id } }', {}, { reason: 'NOT_AN_ID', field: 'id' }],
    [
      'an id of 90 000 letters',
      'query($i: ID!) { node(id: $i) { id } }',
      { i: LONG },
      { reason: 'NOT_AN_ID', field: 'id' },
    ],
  ])('for %s has no answer', (_name, query, variables, expected) =>
    refused(county, query, variables, expected),
  );

  test('with a cursor of another list, or of another order of it, has no answer', async () => {
    await way.willing();
    const { workers } = await county.must<{ workers: { pageInfo: { endCursor: string } } }>(
      '{ workers(first: 1) { pageInfo { endCursor } } }',
    );
    const expected = { reason: 'CURSOR_OF_ANOTHER_LIST', field: 'after' };
    const c = workers.pageInfo.endCursor;
    await refused(county, 'query($c: String) { jobPostings(after: $c) { nodes { id } } }', { c }, expected);
    await refused(
      county,
      'query($c: String) { workers(after: $c, filter: { hukouRegion: "522631" }) { nodes { id } } }',
      { c },
      expected,
    );
    await refused(
      county,
      'query($c: String) { workers(after: $c) { nodes { id } } }',
      { c: `${c.slice(0, -4)}AAAA` },
      { reason: 'NOT_A_CURSOR', field: 'after' },
    );
  });

  test('from a position of the future, or of another database, has no answer and opens no stream', async () => {
    const { picture } = await county.must<{ picture: { position: string } }>(
      '{ picture(origin: "522631", destination: "440600") { position } }',
    );
    const [version, epoch] = Buffer.from(picture.position, 'base64url').toString().split('.');
    const position = (text: string): string => Buffer.from(text).toString('base64url');
    const future = position(`${version}.${epoch}.99999999:99999999:`);
    const ASK =
      'query($p: Position) { picture(origin: "522631", destination: "440600", atLeast: $p) { position } }';
    await refused(county, ASK, { p: future }, { reason: 'POSITION_FROM_THE_FUTURE', field: 'atLeast' });
    await refused(
      county,
      ASK,
      { p: position(`${version}.01a00000-0000-7000-8000-000000000000.5:5:`) },
      { reason: 'EPOCH_CHANGED', field: 'atLeast' },
    );
    for (const stream of [
      'postingPublished(after: $p) { position }',
      'workerArrived(after: $p) { position }',
      'pictureChanged(origin: "522631", destination: "440600", after: $p) { position }',
    ]) {
      const watching = county.watch(`subscription($p: Position) { ${stream} }`, { p: future });
      const { errors, data } = await watching.take();
      expect(errors?.[0]?.extensions).toMatchObject({ reason: 'POSITION_FROM_THE_FUTURE', field: 'after' });
      expect(data ?? null).toBeNull();
      expect(await watching.end()).toBe('complete');
      expect(watching.frames).toEqual([]);
    }
  });
});

describe('a list or a noun, asked for at a position that is none of its own', () => {
  const NO_WEBHOOK = toGlobalId('Webhook', '01999999-9999-7999-8999-999999999999');
  const PAIR = 'origin: "522631", destination: "440600"';
  /** Of the arguments that must be given, what is given. */
  const GIVEN: Readonly<Record<string, string>> = {
    webhookDeliveries: `webhook: "${NO_WEBHOOK}",`,
    node: `id: "${NO_WEBHOOK}",`,
    picture: `${PAIR},`,
    findWorkers: 'text: "张三",',
    responsiblePeople: 'filter: { nobodys: true },',
    unservedRegions: 'region: "522631",',
    surveyAnswers: `round: "${toGlobalId('SurveyRound', '01999999-9999-7999-8999-999999999999')}",`,
    importRefusals: `run: "${toGlobalId('ImportRun', '01999999-9999-7999-8999-999999999999')}",`,
  };
  const schema = buildSchema(readFileSync(join(PROJECT, 'schema', 'schema.graphql'), 'utf8'));
  const listsOf = (type: string) =>
    Object.values((schema.getType(type) as GraphQLObjectType).getFields()).filter(
      ({ name, type }) => getNamedType(type).name.endsWith('Connection') || name in GIVEN,
    );
  const lists = [
    ...listsOf('Query').map(({ name }) => `${name}(${GIVEN[name] ?? ''} atLeast: $p) { __typename }`),
    ...listsOf('Picture').map(({ name }) => `picture(${PAIR}) { ${name}(atLeast: $p) { __typename } }`),
  ];

  test('is refused, whichever it is', async () => {
    const { jobPostings } = await county.must<{ jobPostings: { position: string } }>(
      '{ jobPostings(first: 1) { position } }',
    );
    const [version, epoch] = Buffer.from(jobPostings.position, 'base64url').toString().split('.');
    const position = (text: string): string => Buffer.from(text).toString('base64url');
    const wrong = {
      abc: 'NOT_A_POSITION',
      [position(`${version}.01a00000-0000-7000-8000-000000000000.5:5:`)]: 'EPOCH_CHANGED',
      [position(`${version}.${epoch}.99999999:99999999:`)]: 'POSITION_FROM_THE_FUTURE',
    };
    expect(lists.length).toBeGreaterThanOrEqual(28);
    const told: unknown[] = [];
    const due: unknown[] = [];
    for (const list of lists)
      for (const [p, reason] of Object.entries(wrong)) {
        const { errors } = await county.send(`query($p: Position) { ${list} }`, { p });
        told.push([list, errors?.map(({ extensions: e }) => [e.code, e.reason, e.field])]);
        due.push([list, [['BAD_USER_INPUT', reason, 'atLeast']]]);
      }
    expect(told).toEqual(due);
  });
});

describe('an idempotency key', () => {
  const REGISTER = 'mutation($i: RegisterWorkerInput!) { registerWorker(input: $i) { worker { id name } } }';
  test('answers the same input alike, and refuses another', async () => {
    const i = {
      idNumber: inventedIdNumber(),
      name: '测试丙',
      serviceRegion: '522631',
      hukouRegion: '522631',
      education: 'NONE',
      workAbility: 'FULL',
      idempotencyKey: 'first-of-its-kind',
    };
    const first = await county.must(REGISTER, { i });
    const before = await everything();
    expect(await county.must(REGISTER, { i })).toEqual(first);
    expect(await county.must(REGISTER, { i: Object.fromEntries(Object.entries(i).reverse()) })).toEqual(
      first,
    );
    expect(await everything()).toEqual(before);
    await refused(
      county,
      REGISTER,
      { i: { ...i, name: '测试丁' } },
      { code: 'CONFLICT', reason: 'IDEMPOTENCY_KEY_REUSED', field: 'input.idempotencyKey' },
    );
  });

  test('that came with a refused input is free again', async () => {
    const i = {
      idNumber: inventedIdNumber(),
      name: '测试戊',
      serviceRegion: '522600',
      hukouRegion: '522631',
      education: 'NONE',
      workAbility: 'FULL',
      idempotencyKey: 'tried-and-refused',
    };
    await refused(
      county,
      REGISTER,
      { i },
      { reason: 'REGION_OF_ANOTHER_LEVEL', field: 'input.serviceRegion' },
    );
    await county.must(REGISTER, { i: { ...i, serviceRegion: '522631' } });
  });
});

describe('what belongs to others', () => {
  test('is answered, byte for byte, as what is not there, and does not change', async () => {
    const foreign = {
      county: await world.as('county@congjiang'),
      station: await world.as('station@hangzhou'),
      employer: await world.as('employer@other'),
    };
    const { worker, referral, dispatch, arrival } = await way.onPost();
    const { id: draft } = await openPosting(station, way.factory, {}, false);
    const open = await way.posting();
    const trip = await way.trip();
    const wish = await wishesToGo(county, worker, [], { intent: 'LOCAL', confirmed: false });
    const one = '测试己';
    const steps: [Client, string, string, object, NodeType, string?][] = [
      [foreign.county, 'correctWorker', 'CorrectWorkerInput', { id: worker, name: one }, 'Worker'],
      [
        foreign.county,
        'tagWorker',
        'TagWorkerInput',
        { id: worker, tag: 'VETERAN', source: '军人名册' },
        'Worker',
      ],
      [
        foreign.county,
        'untagWorker',
        'UntagWorkerInput',
        { id: worker, tag: 'POVERTY_ALLEVIATED' },
        'Worker',
      ],
      [
        foreign.county,
        'revealIdentity',
        'RevealIdentityInput',
        { id: worker, purpose: 'CONTRACT' },
        'Worker',
      ],
      [
        foreign.county,
        'recordWillingness',
        'RecordWillingnessInput',
        { worker, kind: 'WORK', intent: 'LOCAL', method: 'VISIT' },
        'Worker',
        'worker',
      ],
      [
        foreign.county,
        'createReferral',
        'CreateReferralInput',
        { worker, posting: open },
        'Worker',
        'worker',
      ],
      [foreign.county, 'confirmWillingness', 'ConfirmWillingnessInput', { id: wish }, 'Willingness'],
      [foreign.county, 'withdrawWillingness', 'IdInput', { id: wish }, 'Willingness'],
      [foreign.station, 'openPosting', 'OpenPostingInput', { id: draft }, 'JobPosting'],
      [foreign.station, 'takeDownPosting', 'ReasonInput', { id: open, reason: '测试' }, 'JobPosting'],
      [foreign.employer, 'withdrawPosting', 'IdInput', { id: draft }, 'JobPosting'],
      [county, 'createReferral', 'CreateReferralInput', { worker, posting: draft }, 'JobPosting', 'posting'],
      [foreign.county, 'acceptReferral', 'IdInput', { id: referral }, 'Referral'],
      [foreign.station, 'submitReferral', 'IdInput', { id: referral }, 'Referral'],
      [foreign.employer, 'offerReferral', 'IdInput', { id: referral }, 'Referral'],
      [
        foreign.county,
        'planDispatch',
        'PlanDispatchInput',
        { referral, kind: 'LONG_TERM', transport: 'SELF', plannedOn: inDays(0) },
        'Referral',
        'referral',
      ],
      [foreign.county, 'clearDispatch', 'ClearDispatchInput', cleared(dispatch), 'DispatchOrder'],
      [foreign.county, 'bookDispatch', 'BookDispatchInput', { id: dispatch }, 'DispatchOrder'],
      [foreign.county, 'bookDispatch', 'BookDispatchInput', { id: dispatch, trip }, 'Trip', 'trip'],
      [foreign.county, 'lockTrip', 'LockTripInput', { id: trip }, 'Trip'],
      [foreign.station, 'checkInArrival', 'IdInput', { id: arrival }, 'Arrival'],
      [foreign.station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival }, 'Arrival'],
      [foreign.employer, 'receiptArrival', 'ReceiptArrivalInput', received(arrival), 'Arrival'],
    ];
    for (const [who, field, type, input, noun, place = 'id'] of steps) {
      const query = `mutation($i: ${type}!) { ${field}(input: $i) { position } }`;
      await sameAsNothing(
        who,
        query,
        { i: input },
        { i: { ...input, [place]: nobody(noun) } },
        `input.${place}`,
      );
    }
    const NODE = 'query($i: ID!) { node(id: $i) { __typename id } }';
    for (const [id, noun] of [
      [worker, 'Worker'],
      [wish, 'Willingness'],
      [draft, 'JobPosting'],
      [referral, 'Referral'],
      [dispatch, 'DispatchOrder'],
      [trip, 'Trip'],
      [arrival, 'Arrival'],
    ] as [string, NodeType][])
      for (const who of Object.values(foreign))
        await sameAsNothing(who, NODE, { i: id }, { i: nobody(noun) }, 'id');
  });

  const nobody = (noun: NodeType): string => toGlobalId(noun, '01a00000-0000-7000-8000-000000000000');

  async function sameAsNothing(
    who: Client,
    query: string,
    theirs: object,
    none: object,
    field: string,
  ): Promise<void> {
    await refused(who, query, theirs, { code: 'NOT_FOUND', reason: 'NOT_FOUND', field });
    const [one, other] = [
      await who.send(query, theirs as Record<string, unknown>),
      await who.send(query, none as Record<string, unknown>),
    ];
    // What the account has left this minute is a clock, not an answer.
    const said = (text: string): string => text.replace(/,?"extensions":\{"cost":\{[^}]*\}\}/, '');
    expect(said(one.text)).toBe(said(other.text));
    expect(one.status).toBe(other.status);
  }
});

function checked(first17: string): string {
  return first17 + idCheckCharacter(first17);
}

/** A valid number of nobody whose check character is X. */
function numberEndingInX(): string {
  for (let n = 100; ; n += 1) {
    const first17 = `99950219850505${n}`;
    if (idCheckCharacter(first17) === 'X') return `${first17}X`;
  }
}
