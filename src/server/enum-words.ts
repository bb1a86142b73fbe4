import { type GraphQLEnumType, Kind } from 'graphql';
import { badInput, type HouseError } from '#kernel/error.js';
import { toGraphQLError } from '#kernel/scalars.js';
import { nearWord } from './near-words.js';

/** So many words are named at most. */
const MOST_NAMED = 12;

/** Lets an enum say itself which words it has: graphql-js would repeat the value, and our formatter knows no types. */
export function sayAllowedWords(type: GraphQLEnumType): void {
  const words = type.getValues().map(({ name }) => name);
  const { parseValue, parseLiteral } = type;
  type.parseValue = (value) => {
    if (typeof value === 'string' && words.includes(value)) return parseValue.call(type, value);
    throw toGraphQLError(unknownWord(type.name, words, value));
  };
  type.parseLiteral = (node, variables) => {
    if (node.kind === Kind.ENUM && words.includes(node.value))
      return parseLiteral.call(type, node, variables);
    const written = node.kind === Kind.ENUM || node.kind === Kind.STRING ? node.value : undefined;
    throw toGraphQLError(unknownWord(type.name, words, written), node);
  };
}

function unknownWord(name: string, words: readonly string[], written: unknown): HouseError {
  const allowed = words.slice(0, MOST_NAMED);
  const near = typeof written === 'string' ? nearWord(written, words) : undefined;
  const more = words.length > allowed.length;
  return badInput(
    name,
    'INVALID_VALUE',
    {
      zh: `${name} 没有这个取值。${near ? `是否指 ${near}？` : ''}可用：${allowed.join('、')}${more ? ' 等' : ''}。`,
      en: `This is no value of ${name}.${near ? ` Did you mean ${near}?` : ''} Allowed: ${allowed.join(', ')}${more ? ' and more' : ''}.`,
    },
    { allowed, ...(near && { suggestion: near }) },
  );
}
