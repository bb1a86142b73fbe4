import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DocumentNode, getIntrospectionQuery, GraphQLError, parse } from 'graphql';
import { measureDocument } from '#server/query-limits-measure.js';
import { apollo, guard, nested, onHttp, onSocket, reasons, times } from '../support/two-doors.js';

beforeAll(() => apollo.start());
afterAll(() => apollo.stop());

describe('Not refused', () => {
  test.each<[string, string]>([
    [
      'what our clients ask',
      '{ people(first: 50) { totalCount edges { node { id name home { id name } tags { name } } } pageInfo { endCursor } } }',
    ],
    ['as many aliases as allowed', `{ viewer { ${times(15, (i) => `a${i}: id`)} } }`],
    ['as many root fields as allowed', `{ ${times(20, () => '__typename')} }`],
    ['as many directives as allowed', `{ viewer { ${times(10, () => 'id @skip(if: false)')} } }`],
    [
      'the introspection of every tool',
      getIntrospectionQuery({
        specifiedByUrl: true,
        schemaDescription: true,
        oneOf: true,
        inputValueDeprecation: true,
        directiveIsRepeatable: true,
      }),
    ],
    [
      'two fragments that share a third',
      '{ viewer { ...A ...B } } fragment A on Person { ...C } fragment B on Person { ...C } fragment C on Person { id }',
    ],
  ])('%s', async (_promise, query) => {
    expect(onSocket(query)).toEqual([]);
    expect((await onHttp({ body: { query } })).errors).toEqual([]);
  });
});

describe('What a refusal says', () => {
  test('is the limit and what was found, in both languages', () => {
    const [error] = onSocket(`{ viewer { ${times(16, (i) => `a${i}: id`)} } }`);
    expect(error?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      reason: 'TOO_MANY_ALIASES',
      text: { zh: '查询中的别名过多，最多 15 个。', en: 'The query has too many aliases: 15 at most.' },
      details: { limit: 15, found: 16 },
    });
    expect(error).toBeInstanceOf(GraphQLError);
  });

  test('is every limit that is broken', () => {
    const source = `{ ${times(25, (i) => `a${i}: viewer { ${nested(5)} }`)} }`;
    expect(reasons(onSocket(source))).toEqual(['QUERY_TOO_DEEP', 'TOO_MANY_ALIASES', 'TOO_MANY_ROOT_FIELDS']);
  });

  test('is QUERY_TOO_LONG with status 400 where the parser stops', async () => {
    const { status, errors } = await onHttp({ body: { query: `{ ${times(3000, () => 'a')} }` } });
    expect(status).toBe(400);
    expect(errors[0]?.extensions?.['details']).toEqual({ limit: 2000, found: 2001 });
  });

  test('is the syntax error of graphql-js where that is the fault', () => {
    expect(() => guard.parse('{')).toThrow(GraphQLError);
    expect(reasons(onSocket('{'))).toEqual(['SYNTAX_ERROR']);
  });
});

test('a document is measured with its fragments written out', () => {
  const size = (source: string) => measureDocument(parse(source) as DocumentNode);
  expect(size('{ viewer { ...A ...A } } fragment A on Person @x { a: id @y home { b: id } }')).toEqual({
    depth: 3,
    fields: 7,
    aliases: 4,
    directives: 4,
    rootFields: 1,
    introspectionDepth: 0,
    introspectionFields: 0,
  });
  expect(size('query A { a b } query B { c { d } }')).toMatchObject({ depth: 2, fields: 2, rootFields: 2 });
  expect(size('{ __schema { types { name } } }')).toMatchObject({
    depth: 1,
    introspectionDepth: 2,
    introspectionFields: 2,
  });
});
