import { type ASTNode, type GraphQLError, Kind } from 'graphql';
import type { HouseError, Message } from '#kernel/error.js';
import { pathOfLiteral, pathOfVariable } from './argument-path.js';
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

const SENTENCES: Record<Reason, (field: string, wanted: Message | undefined) => Message> = {
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
  INVALID_VALUE: (field, wanted) => ({
    zh: `值的类型或取值不符合接口定义${field && `：${field}`}${wanted ? `，应为${wanted.zh}` : ''}。`,
    en: `The value is not one that is accepted here${field && `: ${field}`}${wanted ? `; it is ${wanted.en}` : ''}.`,
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
 * `field` is the path of the argument as the schema names it (`input.idNumber`), of a variable at the argument
 * where it is used first; `$name` where it is used at none. `toStranger`: words of the schema are kept back.
 */
export function asInputRefusal(
  error: GraphQLError,
  house: HouseError | undefined,
  toStranger = false,
): Refusal | undefined {
  if (error.path) return undefined;
  const variable = VARIABLE_FAULT.exec(error.message)?.[1];
  const literal = literalOf(error);
  if (TOO_MANY.test(error.message)) return refusal('TOO_MANY_INPUT_ERRORS', undefined);
  if (!variable && !literal) return house && fromHouse(house, undefined);
  const place = variable ? variablePath(error, variable) : literal && pathOfLiteral(literal);
  if (house && !(toStranger && house.reason === 'INVALID_VALUE')) return fromHouse(house, place);
  const said = variable ? (error.originalError?.message ?? error.message) : error.message;
  const missing = MISSING.exec(said)?.[1];
  if (missing) return refusal('REQUIRED_VALUE_MISSING', below(place, missing));
  if (MISSING_HERE.test(said) || literal?.kind === Kind.NULL) return refusal('REQUIRED_VALUE_MISSING', place);
  if (ONE_OF.test(said)) return refusal('ONE_FIELD_REQUIRED', place);
  if (said.includes('" is not defined by type "') && said.startsWith('Field "')) {
    const name = UNKNOWN_FIELD.exec(said)?.[1];
    return refusal('UNKNOWN_INPUT_FIELD', name && variable ? below(place, name) : place);
  }
  const kind = WANTED.exec(said)?.slice(1).find(Boolean);
  return refusal('INVALID_VALUE', place, kind === undefined ? undefined : KINDS[kind]);
}

/** How graphql-js begins to say which of its own kinds it wanted; what follows is the value. */
const WANTED = /^(?:(Int|Float|String|Boolean|ID) cannot represent |Expected value of type "(\w+)!?",)/;
const KINDS: Readonly<Record<string, Message>> = {
  Int: { zh: '整数', en: 'a whole number' },
  Float: { zh: '数', en: 'a number' },
  String: { zh: '文本', en: 'a text' },
  Boolean: { zh: 'true 或 false', en: 'true or false' },
  ID: { zh: '编号（文本）', en: 'an id (a text)' },
};

function refusal(reason: Reason, field: string | undefined, wanted?: Message): Refusal {
  const text = SENTENCES[reason](field ?? '', wanted);
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
  const definition = error.nodes?.[0];
  if (!definition) return variable;
  const argument = pathOfVariable(definition) ?? `$${variable}`;
  const tail = `; ${error.originalError?.message ?? ''}`;
  if (error.message.endsWith(`"${tail}`)) {
    const head = error.message.slice(0, -tail.length - 1);
    const path = head.slice(head.lastIndexOf(' at "') + ' at "'.length);
    if (PATH.test(path) && path.startsWith(variable)) return argument + path.slice(variable.length);
  }
  return argument;
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
