// Longer than 200 lines because every kind of thing that can be thrown is here in one place.
import { describe, expect, test } from '@jest/globals';
import { execute, GraphQLError, parse, subscribe } from 'graphql';
import { badInput, conflict, HouseError, notFound } from '#kernel/error.js';
import { describeFault } from '#server/describe-fault.js';
import { formatError, httpStatusOf } from '#server/format-error.js';
import {
  CANARY_ID,
  CANARY_NAME,
  CANARY_PHONE,
  failWith,
  faultOf,
  listener,
  said,
  schema,
} from '../support/said.js';

describe('A refusal of the house', () => {
  const refusal = conflict(
    'POSTING_FULL',
    { zh: '该岗位名额已满。', en: 'The posting has no place left.' },
    { allowed: ['a'] },
  );
  const extensions = {
    code: 'CONFLICT',
    reason: 'POSTING_FULL',
    text: { zh: '该岗位名额已满。', en: 'The posting has no place left.' },
    details: { allowed: ['a'] },
  };

  test('says code, reason, both sentences and details, however deep it is wrapped', () => {
    let error: Error = refusal;
    for (let level = 0; level < 5; level += 1) {
      expect(said(error)).toMatchObject({ message: 'The posting has no place left.', extensions });
      error =
        level % 2
          ? new Error('outer', { cause: error })
          : new GraphQLError('outer', { originalError: error });
    }
  });

  test('keeps its place in the answer', () => {
    failWith(refusal);
    expect(said(faultOf('{ a: fails { id } }'))).toMatchObject({
      path: ['a'],
      locations: [{ line: 1, column: 3 }],
      extensions,
    });
  });

  test('names its field beside the code', () => {
    const error = badInput('input.headcount', 'BAD_HEADCOUNT', { zh: '人数', en: 'Headcount' }, { limit: 5 });
    expect(said(error).extensions).toMatchObject({
      field: 'input.headcount',
      details: { field: 'input.headcount', limit: 5 },
    });
  });

  test('is logged at info, by code and reason alone', () => {
    const { lines } = said(notFound({ zh: '岗位', en: 'posting' }), 'request-7');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        pid: process.pid,
        requestId: 'request-7',
        code: 'NOT_FOUND',
        reason: 'NOT_FOUND',
        msg: 'refused',
      },
    ]);
  });

  test('is logged with its cause when a service is down', () => {
    const cause = Object.assign(new Error(`connect ${CANARY_NAME}`), { code: 'ECONNREFUSED' });
    const { lines } = said(
      new HouseError('SERVICE_UNAVAILABLE', 'DATABASE_UNAVAILABLE', { zh: '', en: '' }, {}, cause),
    );
    expect(lines).toMatchObject([
      { level: 'warn', reason: 'DATABASE_UNAVAILABLE', fault: { class: 'Error', code: 'ECONNREFUSED' } },
    ]);
  });

  test('loses a number of a person that a verb put there by mistake', () => {
    const text = { zh: `号码${CANARY_ID}`, en: `Number ${CANARY_ID}, call +86 ${CANARY_PHONE}.` };
    const answer = said(
      badInput(`input.${CANARY_PHONE}`, 'X', text, { allowed: [CANARY_ID], near: { phone: 19_900_000_001 } }),
    );
    expect(answer.message).toBe('Number [redacted], call [redacted].');
  });

  test('passes the mouth twice and is said and logged once', () => {
    const { log, lines } = listener();
    const error = new GraphQLError('x', { originalError: refusal });
    const once = formatError(error, log, 'r');
    expect(formatError(once, log, 'r')).toBe(once);
    expect(formatError(error, log, 'r')).toBe(once);
    expect(once).toBeInstanceOf(GraphQLError);
    expect(lines).toHaveLength(1);
  });
});

describe('Everything else', () => {
  const duplicate = () =>
    Object.assign(new Error(`duplicate key value violates unique constraint "worker_identity_key"`), {
      code: '23505',
      detail: `Key (id_number)=(${CANARY_ID}) already exists.`,
      where: `COPY worker, line 1, column name: "${CANARY_NAME}"`,
      constraint: 'worker_identity_key',
      table: 'worker_identity',
    });

  test('is our fault: no word of it reaches the caller, the log has class, code and place under the id', () => {
    failWith(
      new Error(`insert into worker values ('${CANARY_NAME}', ${CANARY_PHONE})`, {
        cause: duplicate(),
      }),
    );
    const { message, extensions, lines } = said(faultOf('{ fails { id } }'), 'request-9');
    expect(message).toMatch(/on our side/);
    expect(extensions).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      text: { zh: expect.any(String) },
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(lines).toMatchObject([{ level: 'error', requestId: 'request-9', id: extensions['id'] }]);
    const fault = lines[0]?.['fault'] as ReturnType<typeof describeFault>;
    const driver = fault.cause?.cause;
    expect(driver).toMatchObject({
      class: 'Error',
      code: '23505',
      constraint: 'worker_identity_key',
      table: 'worker_identity',
    });
    expect(driver?.stack?.[0]).toMatch(/format-error\.test\.ts:\d+:\d+/);
    expect(driver?.message).toBeUndefined();
  });

  test('has one id and one line in the log, through however many fields it arrives', () => {
    const thrown = duplicate();
    failWith(thrown);
    const document = parse('{ a: fails { id } b: fails { id } }');
    const answer = execute({ schema, document });
    if (answer instanceof Promise) throw new Error('asynchronous');
    const answers = answer.errors?.map((error) => said(error, 'request-2')) ?? [];
    expect(answers).toHaveLength(2);
    expect(answers[0]?.extensions['id']).toBe(answers[1]?.extensions['id']);
    expect(answers.flatMap(({ lines }) => lines)).toHaveLength(1);
    expect(said(new GraphQLError('later', { originalError: thrown }), 'request-3').extensions['id']).not.toBe(
      answers[0]?.extensions['id'],
    );
  });

  test.each<[string, unknown]>([
    ['an error of a library that is a GraphQLError', new GraphQLError(`no ${CANARY_NAME}`)],
    [
      'one that imitates a code of ours',
      new GraphQLError(CANARY_NAME, {
        path: ['a'],
        extensions: { code: 'BAD_REQUEST', reason: CANARY_NAME },
      }),
    ],
    [
      'one that imitates a bad variable',
      new GraphQLError(`Variable "$a" got invalid value "${CANARY_NAME}"`, { path: ['a'] }),
    ],
    ['a text', CANARY_NAME],
    ['nothing', undefined],
    ['an object', { message: CANARY_NAME, extensions: { code: CANARY_NAME } }],
    [
      'an error that causes itself',
      (() => {
        const e: Error & { cause?: unknown } = new Error(CANARY_NAME);
        e.cause = e;
        return e;
      })(),
    ],
    ['an error named after a value', Object.assign(new Error('x'), { name: CANARY_NAME, code: CANARY_NAME })],
    ['an error with frames in its message', new Error(`x\n    at ${CANARY_NAME} (/a/b.js:1:1)`)],
  ])('%s', (_kind, error) => {
    const { extensions, lines } = said(error);
    expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) });
    expect(lines).toHaveLength(1);
  });

  test('is our fault too when we say so ourselves', () => {
    const error = new HouseError('INTERNAL_SERVER_ERROR', 'BAD_STORED_AMOUNT', {
      zh: '金额',
      en: 'A stored amount',
    });
    const { extensions, lines } = said(error);
    expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) });
    expect(lines).toMatchObject([
      { level: 'error', fault: { class: 'HouseError', reason: 'BAD_STORED_AMOUNT' } },
    ]);
  });

  test('a subscription that cannot begin', async () => {
    const answer = await subscribe({
      schema,
      document: parse('subscription { changed { position } }'),
      rootValue: {
        changed: () => {
          throw new Error(CANARY_NAME);
        },
      },
    });
    if (!('errors' in answer)) throw new Error('no error');
    expect(said(answer.errors?.[0]).extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });
});

test('the status is of our own fault first, then of the first error', () => {
  const of = (...codes: string[]) =>
    httpStatusOf(codes.map((code) => ({ message: '', extensions: { code } })));
  expect(of('UNAUTHENTICATED', 'FORBIDDEN')).toBe(401);
  expect(of('FORBIDDEN')).toBe(403);
  expect(of('NOT_FOUND')).toBe(404);
  expect(of('CONFLICT')).toBe(409);
  expect(of('RATE_LIMITED')).toBe(429);
  expect(of('BAD_USER_INPUT', 'INTERNAL_SERVER_ERROR')).toBe(500);
  expect(of('SERVICE_UNAVAILABLE')).toBe(503);
  expect(of('GRAPHQL_PARSE_FAILED')).toBe(400);
  expect(of('GRAPHQL_VALIDATION_FAILED')).toBe(400);
  expect(of()).toBe(200);
});
