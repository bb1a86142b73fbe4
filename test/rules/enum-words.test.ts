import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, type GraphQLError, isEnumType, parse, validate } from 'graphql';
import { sayAllowedWords } from '#server/enum-words.js';
import { formatError } from '#server/format-error.js';
import { listener } from '../support/said.js';

const words = Array.from({ length: 15 }, (_, i) => `LETTER_${String.fromCharCode(65 + i)}`);
const schema = buildSchema(`
  enum Order { NEWEST WAGE_HIGH WAGE_LOW }
  enum Letter { ${words.join(' ')} }
  type Query { list(orderBy: Order, letter: Letter): String }
`);
for (const type of Object.values(schema.getTypeMap()))
  if (isEnumType(type) && !type.name.startsWith('__')) sayAllowedWords(type);

function faultOf(source: string, variableValues?: Record<string, unknown>): GraphQLError {
  const document = parse(source);
  const [invalid] = validate(schema, document);
  const answer = invalid ? { errors: [invalid] } : execute({ schema, document, variableValues });
  if (answer instanceof Promise || !answer.errors?.[0]) throw new Error('no error');
  return answer.errors[0];
}
const told = (error: GraphQLError, toStranger = false) =>
  formatError(error, listener().log, 'r', { toStranger }).extensions;

describe('a word that an enum does not have', () => {
  test.each([
    ['in a variable', () => faultOf('query ($o: Order) { list(orderBy: $o) }', { o: 'WAGEHIGH' })],
    ['in the document', () => faultOf('{ list(orderBy: WAGEHIGH) }')],
    ['in the document, as a text', () => faultOf('{ list(orderBy: "wage_high") }')],
  ])('%s is answered with those that it has, and the nearest', (_where, fault) => {
    expect(told(fault())).toMatchObject({
      reason: 'INVALID_VALUE',
      field: 'orderBy',
      text: {
        zh: 'Order 没有这个取值。是否指 WAGE_HIGH？可用：NEWEST、WAGE_HIGH、WAGE_LOW。',
        en: 'This is no value of Order. Did you mean WAGE_HIGH? Allowed: NEWEST, WAGE_HIGH, WAGE_LOW.',
      },
      details: { allowed: ['NEWEST', 'WAGE_HIGH', 'WAGE_LOW'], suggestion: 'WAGE_HIGH' },
    });
  });

  test('is answered with twelve of many, and with none that is near by chance', () => {
    const { details, text } = told(faultOf('query ($l: Letter) { list(letter: $l) }', { l: 7 })) as {
      details: { allowed: string[]; suggestion?: string };
      text: { en: string };
    };
    expect(details.allowed).toEqual(words.slice(0, 12));
    expect(details.suggestion).toBeUndefined();
    expect(text.en).toMatch(/LETTER_L and more\.$/);
  });

  test('tells a stranger no word of the schema', () => {
    const { text, details } = told(faultOf('{ list(orderBy: NEWST) }'), true);
    expect(JSON.stringify([text, details])).not.toMatch(/NEWEST|WAGE/);
  });
});
