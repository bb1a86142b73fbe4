import { describe, expect, test } from '@jest/globals';
import { execute, GraphQLError, parse } from 'graphql';
import { formatError } from '#server/format-error.js';
import { CANARY_NAME, CANARY_PHONE, faultOf, listener, said, schema, wrapped } from '../support/said.js';

/** No sentence of the parser left in it: no two English words beside each other. */
const inChinese: unknown = expect.stringMatching(/^查询文档有语法错误(?!.*[A-Za-z]{2,} [a-z]{2,})/);

describe('A bad document', () => {
  const syntax = (source: string) => {
    try {
      parse(source);
    } catch (error) {
      return said(error);
    }
    throw new Error('no error');
  };

  test.each<[string, string]>([
    ['{', 'Syntax Error: Expected Name, found <EOF>.'],
    ['quer { a }', 'Syntax Error: Unexpected Name "quer".'],
    [`{ a "${CANARY_NAME}" }`, 'Syntax Error: Expected Name, found String.'],
    [`{ a """${CANARY_NAME}""" }`, 'Syntax Error: Expected Name, found BlockString.'],
    [`{ a ${CANARY_PHONE} }`, 'Syntax Error: Expected Name, found Int.'],
    ['{ a(b: }) }', 'Syntax Error: Unexpected "}".'],
    [`{ a(b: "${CANARY_NAME}`, 'Syntax Error: Unterminated string.'],
    [`{ a(b: "\\u{${CANARY_PHONE}}") }`, 'Syntax Error.'],
  ])('%s', (source, message) => {
    expect(syntax(source)).toMatchObject({
      message,
      extensions: { code: 'GRAPHQL_PARSE_FAILED', reason: 'SYNTAX_ERROR', text: { zh: inChinese } },
    });
  });

  test.each<[string, string]>([
    ['{ nobody }', 'Cannot query field "nobody" on type "Query".'],
    ['{ viewr { id } }', 'Cannot query field "viewr" on type "Query".'],
    ['{ viewer }', 'Field "viewer" of type "Person" must have a selection of subfields.'],
    ['{ viewer { id @nix } }', 'Unknown directive "@nix".'],
    ['{ viewer { ...A } }', 'Unknown fragment "A".'],
    ['query ($a: Int) { viewer { id } }', 'Variable "$a" is never used.'],
    [
      '{ viewer { id: name id } }',
      'Fields "id" conflict because "name" and "id" are different fields. Use different aliases on the fields to fetch both if this was intentional.',
    ],
    ['{ node { id } }', 'Field "node" argument "id" of type "ID!" is required, but it was not provided.'],
    ['{ people(frist: 1) { totalCount } }', 'Unknown argument "frist" on field "Query.people".'],
    [
      'query ($a: [Int!]) { people(first: $a) { totalCount } }',
      'Variable "$a" of type "[Int!]" used in position expecting type "Int".',
    ],
  ])('%s', (source, message) => {
    const error = faultOf(source);
    for (const form of [error, wrapped(error, 'GRAPHQL_VALIDATION_FAILED')])
      expect(said(form)).toMatchObject({
        message,
        extensions: {
          code: 'GRAPHQL_VALIDATION_FAILED',
          reason: 'INVALID_DOCUMENT',
          text: { zh: expect.stringMatching(/^查询文档不符合接口定义：[^.]*\p{Script=Han}.*。$/u) },
        },
      });
  });

  test('is answered with near names only where that is wanted', () => {
    const error = faultOf('{ viewr { id } }');
    expect(formatError(error, listener().log, 'r', { hideSuggestions: false }).message).toContain(
      'Did you mean "viewer"?',
    );
  });

  test('of a rule that nobody here knows is not quoted', () => {
    const error = new GraphQLError(`Do not say "${CANARY_NAME}"`, {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(said(error).message).toBe('The document does not fit the schema.');
  });

  test('without the operation that is asked for', () => {
    const document = parse('query A { viewer { id } } query B { viewer { id } }');
    const answer = execute({ schema, document, operationName: CANARY_NAME });
    if (answer instanceof Promise) throw new Error('asynchronous');
    expect(said(answer.errors?.[0]).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'OPERATION_UNKNOWN',
    });
  });
});
