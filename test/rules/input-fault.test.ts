import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { CANARY_ID, CANARY_NAME, CANARY_PHONE, faultOf, said, schema, wrapped } from '../support/said.js';

describe('A bad value in a variable', () => {
  const REGISTER = 'mutation ($input: WorkerInput!) { register(input: $input) { position } }';
  const good = { idNumber: '11010519491231002X' };

  test.each<[string, Record<string, unknown>, string, string]>([
    ['of a scalar of ours', { input: { idNumber: CANARY_ID } }, 'BAD_CHECK_DIGIT', 'input.idNumber'],
    [
      'in a list',
      { input: { ...good, near: [{ phone: '13800001234' }, { phone: `${CANARY_PHONE}9` }] } },
      'BAD_LENGTH',
      'input.near[1].phone',
    ],
    ['of a built-in scalar', { input: { ...good, age: CANARY_NAME } }, 'INVALID_VALUE', 'input.age'],
    ['of an enum', { input: { ...good, order: CANARY_PHONE } }, 'INVALID_VALUE', 'input.order'],
    ['that is left out', { input: { phone: '13800001234' } }, 'REQUIRED_VALUE_MISSING', 'input.idNumber'],
    ['that is null', { input: { idNumber: null } }, 'REQUIRED_VALUE_MISSING', 'input.idNumber'],
    ['without which nothing goes', {}, 'REQUIRED_VALUE_MISSING', 'input'],
    ['that is null as a whole', { input: null }, 'REQUIRED_VALUE_MISSING', 'input'],
    ['that is no object', { input: CANARY_NAME }, 'INVALID_VALUE', 'input'],
    [
      'with a field too many',
      { input: { ...good, idNumbr: CANARY_ID } },
      'UNKNOWN_INPUT_FIELD',
      'input.idNumbr',
    ],
    ['with a value for a key', { input: { ...good, [CANARY_ID]: 1 } }, 'UNKNOWN_INPUT_FIELD', 'input'],
    ['with a name for a key', { input: { ...good, [CANARY_NAME]: 1 } }, 'UNKNOWN_INPUT_FIELD', 'input'],
    [
      'that imitates a message',
      { input: { ...good, age: `1 at "input.${CANARY_NAME}"; x` } },
      'INVALID_VALUE',
      'input.age',
    ],
    ['that imitates a path', { input: `" at "input.secret` }, 'INVALID_VALUE', 'input'],
  ])('%s: the field is named, the value never', (_fault, variables, reason, field) => {
    const error = faultOf(REGISTER, variables);
    for (const form of [error, wrapped(error, 'BAD_USER_INPUT')]) {
      const { extensions, message } = said(form);
      expect(extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason,
        field,
        text: { zh: expect.any(String), en: message },
      });
    }
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    [
      'deep in an argument',
      'query ($o: Order) { worker(like: { idNumber: "11010519491231002X", order: $o }) { id } }',
      { o: 'X' },
      'like.order',
    ],
    [
      'at two places: the first counts',
      'query ($p: Phone) { a: worker(phone: $p) { id } b: worker(like: { idNumber: "11010519491231002X", phone: $p }) { id } }',
      { p: '1' },
      'phone',
    ],
    [
      'in a fragment alone',
      'query ($o: Order) { viewer { ...F } } fragment F on Person { friends(first: 1, orderBy: $o) { totalCount } }',
      { o: 'X' },
      'orderBy',
    ],
    [
      'behind another that has a default',
      'query ($n: Int = 3, $o: Order) { people(first: $n, orderBy: $o) { totalCount } }',
      { o: 1 },
      'orderBy',
    ],
  ])(
    'of a variable used %s, the argument is named as the schema names it',
    (_where, query, variables, field) => {
      expect(said(faultOf(query, variables)).extensions).toMatchObject({
        field,
      });
    },
  );

  test('of the kind of which exactly one is wanted', () => {
    const error = faultOf('query ($by: ByInput) { worker(by: $by) { id } }', {
      by: { id: '1', idNumber: '11010519491231002X' },
    });
    expect(said(error).extensions).toMatchObject({ reason: 'ONE_FIELD_REQUIRED', field: 'by' });
  });

  test('is refused in the same way by the compiled executor', () => {
    const compiled = compileQuery(schema, parse(REGISTER));
    if (!isCompiledQuery(compiled)) throw new Error('not compiled');
    const reasonOf = (variables: Record<string, unknown>) => {
      const answer = compiled.query(undefined, undefined, variables);
      if (answer instanceof Promise || !answer.errors?.[0]) throw new Error('no error');
      return said(answer.errors[0]).extensions;
    };
    expect(reasonOf({ input: { idNumber: CANARY_ID } })).toMatchObject({
      reason: 'BAD_CHECK_DIGIT',
      field: 'idNumber',
    });
    expect(reasonOf({ input: { ...good, age: CANARY_NAME } })).toMatchObject({
      reason: 'INVALID_VALUE',
      field: 'age',
    });
    expect(reasonOf({ input: CANARY_NAME })).toMatchObject({ reason: 'INVALID_VALUE' });
  });

  test('whatever it is, stays out of the answer and the log', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '" at "input.x',
        '; Field "x" of required type "y" was not provided.',
        '\n    at f (/a:1:1)',
        '\\',
      ),
    );
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.constantFrom('idNumber', 'phone', 'wage', 'age', 'order'),
        (before, after, field) => {
          said(faultOf(REGISTER, { input: { ...good, [field]: `${before}${CANARY_NAME}${after}` } }));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('A bad value in the document', () => {
  test.each<[string, string, string, string | undefined]>([
    ['of a built-in scalar', `{ people(first: "${CANARY_NAME}") { totalCount } }`, 'INVALID_VALUE', 'first'],
    [
      'of an enum',
      `{ people(first: 1, orderBy: "${CANARY_PHONE}") { totalCount } }`,
      'INVALID_VALUE',
      'orderBy',
    ],
    [
      'in an object in a list',
      `{ worker(like: {idNumber: "11010519491231002X", near: [{phone: "13800001234"}, {phone: ["${CANARY_NAME}"]}]}) { id } }`,
      'NOT_A_STRING',
      undefined,
    ],
    ['that is left out', '{ worker(like: {wage: 1}) { id } }', 'REQUIRED_VALUE_MISSING', 'like.idNumber'],
    [
      'that is null',
      '{ worker(like: {wage: 1, idNumber: null}) { id } }',
      'REQUIRED_VALUE_MISSING',
      'like.idNumber',
    ],
    [
      'with a field too many',
      `{ worker(like: {idNumber: "11010519491231002X", wages: "${CANARY_ID}"}) { id } }`,
      'UNKNOWN_INPUT_FIELD',
      'like.wages',
    ],
    ['of an object', `{ worker(like: "${CANARY_NAME}") { id } }`, 'INVALID_VALUE', 'like'],
    [
      'as the default of a variable',
      `query ($n: Int = "${CANARY_PHONE}") { people(first: $n) { totalCount } }`,
      'INVALID_VALUE',
      'first',
    ],
    [
      'deep below others',
      `{ worker(phone: "13800001234", like: {near: [], order: {a: 1}, age: 1.5}) { id } }`,
      'REQUIRED_VALUE_MISSING',
      'like.idNumber',
    ],
    ['of a scalar of ours', `{ worker(idNumber: "${CANARY_ID}") { id } }`, 'BAD_CHECK_DIGIT', undefined],
  ])('%s: refused, the value never repeated', (_fault, source, reason, field) => {
    const error = faultOf(source);
    for (const form of [error, wrapped(error, 'GRAPHQL_VALIDATION_FAILED')]) {
      const { extensions } = said(form);
      expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
      if (field) expect(extensions).toMatchObject({ field });
    }
  });
});
