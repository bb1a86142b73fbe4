import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { buildGraph } from '#server/graph.js';

/** Words of the transport, not of the domain: they say nothing in Chinese. */
const PLUMBING = /^(Query|Mutation|Subscription|PageInfo|.*Edge|.*Connection|.*Payload)$/;

interface Said {
  readonly where: string;
  readonly description: string;
}

let types: GraphQLNamedType[];
let members: Said[];
beforeAll(async () => {
  const schema = await buildGraph();
  types = ownTypes(schema);
  members = types.flatMap(membersOf);
});

describe('the schema is the manual', () => {
  test('every type, field, argument, value and input field is described in English', () => {
    const silent = [
      ...types.map((type) => ({ where: type.name, description: type.description ?? '' })),
      ...members,
    ]
      .filter(({ description }) => !isSentence(description))
      .map(({ where }) => where);
    expect(silent).toEqual([]);
  });

  test('every type of the domain gives its Chinese term', () => {
    const termless = types
      .filter((type) => !PLUMBING.test(type.name) && !hasTerm(`${type.description}`))
      .map((type) => type.name);
    expect(termless).toEqual([]);
  });

  test('every mutation gives the Chinese term of what it does', () => {
    const termless = members.filter(
      ({ where, description }) => /^Mutation\.\w+$/.test(where) && !hasTerm(description),
    );
    expect(termless.map(({ where }) => where)).toEqual([]);
  });

  test('a deprecated thing says what to use instead, and since when', () => {
    for (const type of types) {
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields()))
        if (field.deprecationReason != null) expect(field.deprecationReason).toMatch(/\b20\d\d-\d\d-\d\d\b/);
    }
  });

  test('is not deceived: silence, a bare name and a Chinese-only line are all found', () => {
    expect(['', 'id', '岗位', '岗位名称。'].filter(isSentence)).toEqual([]);
    expect(isSentence('The job title (岗位名称).')).toBe(true);
    expect([hasTerm('A posting.'), hasTerm('A posting (岗位).')]).toEqual([false, true]);
  });
});

/** Says something in English: a word of three letters at the least. */
function isSentence(text: string): boolean {
  return /[A-Za-z]{3}/.test(text) && text.trim().length >= 4;
}

function hasTerm(text: string): boolean {
  return /[\u4e00-\u9fff]{2}/.test(text);
}

function ownTypes(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

function membersOf(type: GraphQLNamedType): Said[] {
  if (isEnumType(type))
    return type
      .getValues()
      .map((value) => ({ where: `${type.name}.${value.name}`, description: value.description ?? '' }));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => ({
      where: `${type.name}.${field.name}`,
      description: field.description ?? '',
    }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    { where: `${type.name}.${field.name}`, description: field.description ?? '' },
    ...field.args.map((arg) => ({
      where: `${type.name}.${field.name}(${arg.name}:)`,
      description: arg.description ?? '',
    })),
  ]);
}
