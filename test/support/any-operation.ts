import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** A right value of each scalar that a required argument may want. */
const SAMPLES: Readonly<Record<string, string>> = {
  ID: '"id"',
  String: '"text"',
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
  RegionCode: '"522631"',
  LocalDate: '"2026-11-22"',
  Date: '"2026-11-22"',
  DateTime: '"2026-11-22T00:00:00Z"',
  Fen: '350000',
  IdNumber: '"11010519491231002X"',
  UnifiedSocialCreditCode: '"91350100M000100Y43"',
  Phone: '"13800138000"',
  Position: '"MS5h"',
};

/** A valid document for each root field of the schema: its required arguments filled, its first leaf asked for. */
export function anyOperations(schema: GraphQLSchema): { kind: string; field: string; document: string }[] {
  return (['query', 'mutation', 'subscription'] as const).flatMap((kind) => {
    const roots = {
      query: schema.getQueryType(),
      mutation: schema.getMutationType(),
      subscription: schema.getSubscriptionType(),
    };
    return Object.values(roots[kind]?.getFields() ?? {}).map((field) => ({
      kind,
      field: field.name,
      document: `${kind} { ${field.name}${argumentsOf(field)}${selectionOf(field)} }`,
    }));
  });
}

function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${literal(arg.type)}`);
  return required.length > 0 ? `(${required.join(', ')})` : '';
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  const plain = isObjectType(type)
    ? Object.values(type.getFields()).find(
        (one) => isLeafType(getNamedType(one.type)) && !one.args.some(isRequiredArgument),
      )
    : undefined;
  return ` { ${plain?.name ?? '__typename'} }`;
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return String(type.getValues()[0]?.name);
  if (!isInputObjectType(type)) return SAMPLES[type.name] ?? '"?"';
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
}
