import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createExecutor } from '#server/executor.js';
import { smallSchema } from '../support/small-schema.js';

const { schema } = smallSchema();
const named = (name: string) => parse(`query ${name} { people(first: 2) { totalCount nodes { id name } } }`);

describe('the executor', () => {
  test('compiles what runs a second time, and that once', async () => {
    const executor = createExecutor(schema);
    const document = named('A');
    const compiled: boolean[] = [];
    for (let run = 0; run < 4; run += 1) {
      compiled.push(executor.compiles(document, undefined));
      await executor.execute(document, undefined, {}, {});
    }
    expect(compiled).toEqual([false, true, false, false]);
  });

  test('keeps no more plans than it may, and says when one is to be made anew', async () => {
    const executor = createExecutor(schema, 2);
    const documents = ['A', 'B', 'C'].map(named);
    for (const document of documents)
      for (let run = 0; run < 2; run += 1) await executor.execute(document, undefined, {}, {});
    expect(documents.map((document) => executor.compiles(document, undefined))).toEqual([true, false, false]);
  });

  test.each<[string, string, string | undefined, Record<string, unknown>]>([
    ['data', '{ people(first: 2) { totalCount nodes { id name } } }', undefined, {}],
    ['a fault of a resolver', '{ viewer { id } a: fails(how: "loudly") { id } }', undefined, {}],
    ['a missing variable', 'query ($id: ID!) { node(id: $id) { id } }', undefined, {}],
    [
      'many bad variables',
      `query (${[...'abcdefg'].map((n) => `$${n}: ID!`).join(' ')}) { ${[...'abcdefg'].map((n) => `${n}: node(id: $${n}) { id }`).join(' ')} }`,
      undefined,
      {},
    ],
    ['an operation that is not there', 'query A { viewer { id } }', 'B', {}],
  ])('answers the same both ways: %s', async (_what, source, operationName, variables) => {
    const { schema: failing } = smallSchema(() => {
      throw new Error('not today');
    });
    const executor = createExecutor(failing);
    const document = parse(source);
    const first = JSON.parse(JSON.stringify(await executor.execute(document, operationName, variables, {})));
    const second = JSON.parse(JSON.stringify(await executor.execute(document, operationName, variables, {})));
    expect(second).toEqual(first);
  });

  test('remembers no operation that a document does not have', () => {
    const executor = createExecutor(schema);
    const document = named('A');
    for (const name of ['B', 'C', 'B']) {
      expect(executor.execute(document, name, {}, {})).toMatchObject({
        errors: [{ extensions: { reason: 'OPERATION_UNKNOWN' } }],
      });
      expect(executor.compiles(document, name)).toBe(false);
    }
  });
});
