import { type ASTNode, GraphQLError, Kind, TokenKind } from 'graphql';
import type { HouseError, Message } from '#kernel/error.js';
import type { Refusal } from './refusal.js';

/**
 * The faults of values that graphql-js finds by itself, in variables and in literals. Its messages quote the
 * value (`Variable "$x" got invalid value "…"`), so nothing of them is passed on but names of the schema.
 */

type Reason =
  | 'REQUIRED_VALUE_MISSING'
  | 'UNKNOWN_INPUT_FIELD'
  | 'ONE_FIELD_REQUIRED'
  | 'INVALID_VALUE'
  | 'TOO_MANY_INPUT_ERRORS';

const SENTENCES: Record<Reason, (field: string) => Message> = {
  REQUIRED_VALUE_MISSING: (field) => ({
    zh: `缺少必填的值${field && `：${field}`}。`,
    en: `A required value is missing${field && `: ${field}`}.`,
  }),
  UNKNOWN_INPUT_FIELD: (field) => ({
    zh: `输入中有未定义的字段${field && `：${field}`}。`,
    en: `The input has a field that its type does not have${field && `: ${field}`}.`,
  }),
  ONE_FIELD_REQUIRED: (field) => ({
    zh: `必须且只能给出其中一个字段${field && `：${field}`}。`,
    en: `Exactly one field must be given${field && `: ${field}`}.`,
  }),
  INVALID_VALUE: (field) => ({
    zh: `值的类型或取值不符合接口定义${field && `：${field}`}。`,
    en: `The value is not one that is accepted here${field && `: ${field}`}.`,
  }),
  TOO_MANY_INPUT_ERRORS: () => ({
    zh: '输入中的错误过多，其余未列出。',
    en: 'The input has more errors than are listed.',
  }),
};

const NAME = '[_A-Za-z]\\w*';
const VARIABLE_FAULT = new RegExp(
  `^Variable "\\$(${NAME})" (?:got invalid value|has invalid value|of required type|of non-null type) `,
);
const TOO_MANY = /^Too many errors processing variables, error limit reached/;
const PATH = new RegExp(`^${NAME}(?:\\.${NAME}|\\[\\d+\\])*$`);
const MISSING = new RegExp(`^Field "(?:${NAME}\\.)?(${NAME})" of required type "[^"]*" was not provided\\.$`);
const MISSING_HERE =
  /^(?:Expected non-nullable type "[^"]*" not to be null\.|Variable "\$\w+" of (?:required|non-null) type )/;
/** A long name, or one with many digits, may be a value in the wrong place. */
const UNKNOWN_FIELD = /^Field "(?:(?!\w*\d{5})([_A-Za-z]\w{0,39})")?/;
const ONE_OF = /^(?:Exactly one key must be|OneOf Input Object "|Field "[\w.]+" must be non-null\.$)/;

/**
 * The refusal of a value in a variable or a literal; undefined when the error is about something else. With
 * `house` (a scalar said what is wrong) its code, reason and sentences stay and only the place is added.
 * `field` is the path of the variable (`$input.idNumber`) or of the argument (`input.idNumber`).
 */
export function asInputRefusal(error: GraphQLError, house: HouseError | undefined): Refusal | undefined {
  if (error.path) return undefined;
  const variable = VARIABLE_FAULT.exec(error.message)?.[1];
  const literal = literalOf(error);
  if (TOO_MANY.test(error.message)) return refusal('TOO_MANY_INPUT_ERRORS', undefined);
  if (!variable && !literal) return house && fromHouse(house, undefined);
  const place = variable ? variablePath(error, variable) : literal && literalPath(literal);
  if (house) return fromHouse(house, place);
  const said = variable ? (error.originalError?.message ?? error.message) : error.message;
  const missing = MISSING.exec(said)?.[1];
  if (missing) return refusal('REQUIRED_VALUE_MISSING', below(place, missing));
  if (MISSING_HERE.test(said) || literal?.kind === Kind.NULL) return refusal('REQUIRED_VALUE_MISSING', place);
  if (ONE_OF.test(said)) return refusal('ONE_FIELD_REQUIRED', place);
  if (said.includes('" is not defined by type "') && said.startsWith('Field "')) {
    const name = UNKNOWN_FIELD.exec(said)?.[1];
    return refusal('UNKNOWN_INPUT_FIELD', name && variable ? below(place, name) : place);
  }
  return refusal('INVALID_VALUE', place);
}

function refusal(reason: Reason, field: string | undefined): Refusal {
  const text = SENTENCES[reason](field ?? '');
  return { code: 'BAD_USER_INPUT', reason, text, details: field === undefined ? {} : { field } };
}

function fromHouse({ code, reason, text, details }: HouseError, field: string | undefined): Refusal {
  return { code, reason, text, details: field === undefined ? details : { ...details, field } };
}

function below(place: string | undefined, name: string): string {
  return place === undefined ? name : `${place}.${name}`;
}

/**
 * graphql-js writes `… <the value> at "input.idNumber"; <what is wrong>`. What is wrong is known, so it is cut
 * off from behind; a value that imitates the rest stands in escaped quotes and cannot end like a path.
 */
function variablePath(error: GraphQLError, variable: string): string {
  // The compiled executor puts no nodes and, for a field of an input, the field's name in the variable's place.
  if (!error.nodes) return variable;
  const tail = `; ${error.originalError?.message ?? ''}`;
  if (error.message.endsWith(`"${tail}`)) {
    const head = error.message.slice(0, -tail.length - 1);
    const path = head.slice(head.lastIndexOf(' at "') + ' at "'.length);
    if (PATH.test(path) && path.startsWith(variable)) return `$${path}`;
  }
  return `$${variable}`;
}

const VALUES: readonly string[] = [
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
];

function literalOf(error: GraphQLError): ASTNode | undefined {
  const node = error.nodes?.[0];
  return node && VALUES.includes(node.kind) ? node : undefined;
}

/** Walks the tokens back from a value to the bracket of its arguments and keeps the names on the way. */
function literalPath(node: ASTNode): string | undefined {
  const names = node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  let atValue = node.kind !== Kind.OBJECT_FIELD;
  let closed = 0;
  for (let token = node.loc?.startToken.prev; token; token = token.prev) {
    const { kind } = token;
    if (kind === TokenKind.PAREN_L) break;
    if (kind === TokenKind.EQUALS && atValue && closed === 0) {
      // The default of a variable: `$name: Type = value`.
      while (token && token.kind !== TokenKind.DOLLAR) token = token.prev;
      names.push(`$${token?.next?.value ?? ''}`);
      break;
    }
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R) closed += 1;
    const opens = kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L;
    if (kind === TokenKind.COLON && atValue && closed === 0) names.push(token.prev?.value ?? '');
    atValue = opens && closed === 0;
    if (opens && closed > 0) closed -= 1;
  }
  return names.length > 0 ? names.reverse().join('.') : undefined;
}
