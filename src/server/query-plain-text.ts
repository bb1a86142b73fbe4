import type { ValidationRule } from 'graphql';
import { controlCharacter, isPlain } from '#kernel/plain-text.js';
import { toGraphQLError } from '#kernel/scalars.js';

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
 * (`$input.title`) otherwise. Asked before execution, so no resolver, verb or statement meets another text.
 */
export function mustBePlain(variables: Readonly<Record<string, unknown>> | null | undefined): void {
  for (const [name, value] of Object.entries(variables ?? {}))
    look(value, NAME.test(name) ? `$${name}` : 'variables', 0);
}

function look(value: unknown, place: string, depth: number): void {
  if (typeof value === 'string') {
    if (!isPlain(value)) throw controlCharacter(place);
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    if (Array.isArray(value)) for (const [i, one] of value.entries()) look(one, `${place}[${i}]`, depth + 1);
    else
      for (const [key, one] of Object.entries(value))
        look(one, NAME.test(key) ? `${place}.${key}` : place, depth + 1);
  }
}
