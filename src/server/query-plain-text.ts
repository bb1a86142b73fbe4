import { type DocumentNode, getOperationAST, type ValidationRule } from 'graphql';
import { controlCharacter, isPlain } from '#kernel/plain-text.js';
import { toGraphQLError } from '#kernel/scalars.js';
import { pathOfVariable } from './argument-path.js';

/** Every text written into a document is plain; each is looked at once, when the document is validated. */
export const plainLiterals: ValidationRule = (context) => ({
  StringValue(node) {
    if (!isPlain(node.value)) context.reportError(toGraphQLError(controlCharacter('query'), node));
  },
});

/** Beyond this many objects in each other no input type of ours goes. */
const DEEPEST = 20;
/** A long key, or one with many digits, may be a value in the wrong place: it is not repeated. */
const NAME = /^(?!\w*\d{5})[_A-Za-z]\w{0,39}$/;

/**
 * Every text in the variables is plain, whatever its type: BAD_USER_INPUT/CONTROL_CHARACTER with its place
 * (`input.title`) otherwise. Asked before execution, so no resolver, verb or statement meets another text.
 */
export function mustBePlain(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): void {
  for (const [name, value] of Object.entries(variables ?? {}))
    look(value, () => placeOf(document, operationName, name), [], 0);
}

/** Where the variable is used; what is written instead of a name may be a value, and is not repeated. */
function placeOf(document: DocumentNode, operationName: string | null | undefined, name: string): string {
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const definition = declared.find(({ variable }) => variable.name.value === name);
  return (definition && pathOfVariable(definition)) ?? (NAME.test(name) ? `$${name}` : 'variables');
}

function look(value: unknown, start: () => string, below: readonly string[], depth: number): void {
  if (typeof value === 'string') {
    if (!isPlain(value)) throw controlCharacter([start(), ...below].join(''));
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    if (Array.isArray(value))
      for (const [i, one] of value.entries()) look(one, start, [...below, `[${i}]`], depth + 1);
    else
      for (const [key, one] of Object.entries(value))
        look(one, start, NAME.test(key) ? [...below, `.${key}`] : below, depth + 1);
  }
}
