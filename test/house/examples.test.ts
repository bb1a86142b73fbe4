import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { getVariableValues, type GraphQLSchema, parse, validate } from 'graphql';
import { buildGraph } from '#server/graph.js';
import { EXAMPLES, PASTE } from '../support/examples.js';
import { PROJECT } from '../support/other-process.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGraph();
});

describe('the examples', () => {
  test.each(EXAMPLES)('$file is in order with the schema', ({ text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  test.each(EXAMPLES)('$file has the variables that its operations declare, each of its type', (example) => {
    const variables = example.variables();
    const declared = example.operations.flatMap(({ variableDefinitions }) =>
      (variableDefinitions ?? []).map(({ variable }) => variable.name.value),
    );
    expect(new Set(Object.keys(variables))).toEqual(new Set(declared));
    for (const { variableDefinitions } of example.operations)
      expect(getVariableValues(schema, variableDefinitions ?? [], variables).errors).toBeUndefined();
  });

  test.each(EXAMPLES)(
    '$file begins with its name in both languages and says which account it is for',
    (example) => {
      const [name, account] = example.text.split('\n');
      expect(name).toMatch(/^# [一-鿿]+ · [A-Z][A-Za-z ]+$/);
      expect(account).toMatch(/^# .*(?:\w+@\w+|account)/);
    },
  );

  test.each(EXAMPLES)('$file says in words which id is to be pasted', ({ file, operations, variables }) => {
    const empty: string[] = [];
    JSON.stringify(variables(), (key, value: unknown) => {
      if (value === '' || (typeof value === 'string' && /paste/.test(value) && !PASTE.test(value)))
        empty.push(key);
      return value;
    });
    expect([file, empty]).toEqual([file, []]);
    expect(operations.every(({ name }) => name !== undefined)).toBe(true);
  });

  test('fit into the playground: Altair opens no more than 15 tabs', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(12);
    expect(EXAMPLES.length).toBeLessThanOrEqual(15);
  });

  test('stand in the typed documents of the tests as they stand here and in the schema (npm run codegen)', () => {
    const codegen = join(PROJECT, 'node_modules', '.bin', 'graphql-codegen');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [codegen, '--config', 'codegen.yml', '--check'],
      {
        cwd: PROJECT,
        encoding: 'utf8',
      },
    );
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  }, 60_000);
});
