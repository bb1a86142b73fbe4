import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import { DEFAULT_PAGE } from '#kernel/page.js';

/**
 * How long a plain list (no page arguments) is taken to be. A field whose list may be longer says so itself
 * with the extension `listSize`.
 */
export const ASSUMED_LIST = 10;

type Field = GraphQLField<unknown, unknown>;
type Length = (variables: Readonly<Record<string, unknown>>) => number | undefined;

/**
 * How many items a field may answer, once the variables are known: the greater of `first` and `last`, never
 * below 0. A null or missing one falls back to the default of its variable or argument, both to 50 for a
 * connection and to what is assumed of a plain list. `defaults`: of the operation's variables.
 */
export function lengthOf(
  node: FieldNode,
  field: Field,
  defaults: ReadonlyMap<string, number>,
): (variables: Readonly<Record<string, unknown>>) => number {
  const assumed = isConnection(getNamedType(field.type))
    ? DEFAULT_PAGE
    : (numberOr(field.extensions['listSize']) ?? ASSUMED_LIST);
  const asked: Length[] = [];
  for (const { name, defaultValue } of field.args) {
    if (name !== 'first' && name !== 'last') continue;
    const value = node.arguments?.find((given) => given.name.value === name)?.value;
    if (value?.kind === Kind.VARIABLE) {
      const variable = value.name.value;
      const fallback = defaults.get(variable) ?? numberOr(defaultValue);
      asked.push((variables) => {
        const given = variables[variable];
        return given === undefined ? fallback : numberOr(given);
      });
    } else if (value?.kind === Kind.INT) {
      const fixed = Number(value.value);
      asked.push(() => fixed);
    } else if (!value) {
      const fallback = numberOr(defaultValue);
      if (fallback !== undefined) asked.push(() => fallback);
    }
  }
  if (asked.length === 0) return () => assumed;
  return (variables) => {
    let length: number | undefined;
    for (const one of asked) {
      const found = one(variables);
      if (found !== undefined && (length === undefined || found > length)) length = found;
    }
    return Math.max(0, length ?? assumed);
  };
}

/** How many lists are around the items: 0 for a single one, 2 for a list of lists. */
export function listsIn(field: Field): number {
  let lists = 0;
  for (let type = getNullableType(field.type); isListType(type); type = getNullableType(type.ofType))
    lists += 1;
  return lists;
}

/** Relay's shape: information on the page, and the items as edges or nodes. */
export function isConnection(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false;
  const { pageInfo, edges, nodes } = type.getFields();
  return pageInfo !== undefined && (edges !== undefined || nodes !== undefined);
}

function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
