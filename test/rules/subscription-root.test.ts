import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { faultOfSubscriptionRoots, subscriptionRoot } from '#server/subscription-root.js';

const schema = buildSchema(`
  type Query { name: String }
  type Row { id(after: String): ID }
  type Subscription {
    rows(city: String, after: String, snapshot: String): Row
    other: Row
  }`);

const rootOf = (source: string, variableValues: Record<string, unknown> = {}) =>
  subscriptionRoot({ schema, document: parse(source), operationName: undefined, variableValues });
const WATCH = `subscription($c: String, $a: String, $s: String) {
  rows(city: $c, after: $a, snapshot: $s) { id } }`;

describe('the root field of a subscription', () => {
  test('has its arguments, with the variables put in', () => {
    const { field, values } = rootOf(WATCH, { c: '佛山', a: '甲' });
    expect([field, values]).toEqual(['rows', { city: '佛山', after: '甲' }]);
  });

  test('makes equal frames wherever the stream begins, and others for another filter', () => {
    const { key } = rootOf(WATCH, { c: '佛山', a: '甲', s: 'NEVER' });
    expect(rootOf(WATCH, { c: '佛山', a: '乙' }).key).toBe(key);
    expect(rootOf(WATCH, { c: '佛山' }).key).toBe(key);
    expect(rootOf(WATCH, { c: '杭州', a: '甲', s: 'NEVER' }).key).not.toBe(key);
    expect(rootOf(WATCH).key).not.toBe(key);
  });

  test.each([
    'subscription($a: String) { rows(after: $a) { id(after: $a) } }',
    'subscription($a: String) { rows(after: $a, city: $a) { id } }',
    'subscription($a: String) { rows(after: $a) { ...r } } fragment r on Row { id(after: $a) }',
  ])('makes other frames where the place is also used for something else: %s', (source) => {
    expect(rootOf(source, { a: '甲' }).key).not.toBe(rootOf(source, { a: '乙' }).key);
  });

  test.each(['{ rows { id } other { id } }', '{ ...f } fragment f on Subscription { rows { id } }'])(
    'is one, and not: %s',
    (source) => {
      expect(() => rootOf(`subscription ${source}`)).toThrow('exactly one root field');
    },
  );

  test.each([
    ['($x: Boolean!) { rows @include(if: $x) { id } }', true],
    ['{ rows @skip(if: true) { id } }', true],
    ['($x: Boolean!) { ... @skip(if: $x) { rows { id } } }', true],
    ['($x: Boolean!) { rows { id @include(if: $x) } }', false],
  ])('depends on nothing: %s', (source, refused) => {
    const fault = faultOfSubscriptionRoots(
      parse(`query { rows @skip(if: true) { id } } subscription S${source}`),
    );
    expect(fault?.reason).toBe(refused ? 'ONE_SUBSCRIPTION_FIELD' : undefined);
  });
});
