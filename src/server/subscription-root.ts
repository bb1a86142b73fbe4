import {
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  getOperationAST,
  getVariableValues,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import { badInput, type HouseError } from '#kernel/error.js';

/** The one root field of a subscription, as it was asked for. */
export interface SubscriptionRoot {
  readonly field: string;
  /** Its arguments, coerced. */
  readonly values: Record<string, unknown>;
  /** What of the operation's name and variables makes its frames what they are: equal texts, equal frames. */
  readonly key: string;
}

/** Arguments of the root field that say where a stream begins, and nothing of what its frames hold. */
const BEGINNINGS = ['after', 'snapshot'];
const CONDITIONS = ['skip', 'include'];

/**
 * Reads the root field of a subscription.
 * @throws HouseError BAD_USER_INPUT/ONE_SUBSCRIPTION_FIELD; GraphQLError of variables that do not fit.
 */
export function subscriptionRoot({
  schema,
  document,
  operationName,
  variableValues,
}: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>): SubscriptionRoot {
  const operation = getOperationAST(document, operationName);
  const type = schema.getSubscriptionType() as GraphQLObjectType;
  const nodes = operation?.selectionSet.selections ?? [];
  const node = nodes[0];
  if (!operation || nodes.length !== 1 || node?.kind !== Kind.FIELD) throw oneField();
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (coerced.errors) throw coerced.errors[0];
  const definition = type.getFields()[node.name.value];
  if (!definition) throw new Error('validated before');
  const beginnings = beginningsOf(document, operation, node);
  const shaping = Object.entries(coerced.coerced).filter(([name]) => !beginnings.has(name));
  return {
    field: node.name.value,
    values: getArgumentValues(definition, node, coerced.coerced),
    key: `${operationName ?? ''}|${JSON.stringify(shaping)}`,
  };
}

/**
 * Why the root of a subscription of this document cannot be read: it has a fragment, or depends on a variable, so that there
 * would be a stream of nothing (and graphql-js's own rule, which does not know the variables, fails on it).
 */
export function faultOfSubscriptionRoots({ definitions }: DocumentNode): HouseError | undefined {
  const plain = (node: SelectionNode): boolean =>
    node.kind === Kind.FIELD && !node.directives?.some(({ name }) => CONDITIONS.includes(name.value));
  const allPlain = definitions.every(
    (one) =>
      one.kind !== Kind.OPERATION_DEFINITION ||
      one.operation !== 'subscription' ||
      one.selectionSet.selections.every(plain),
  );
  return allPlain ? undefined : oneField();
}

function oneField(): HouseError {
  return badInput('query', 'ONE_SUBSCRIPTION_FIELD', {
    zh: '一个订阅操作只能包含一个根字段（不使用片段，也不带 @skip 或 @include）。',
    en: 'A subscription has exactly one root field, written without a fragment and without @skip or @include.',
  });
}

const known = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();

/** Variables that say only where the stream begins: used there, and nowhere else in the document. */
function beginningsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: FieldNode,
): ReadonlySet<string> {
  let names = known.get(operation);
  if (names) return names;
  const uses = new Map<string, number>();
  visit(document, {
    enter(node) {
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node.kind === Kind.VARIABLE) uses.set(node.name.value, (uses.get(node.name.value) ?? 0) + 1);
      return undefined;
    },
  });
  for (const { name, value } of root.arguments ?? [])
    if (BEGINNINGS.includes(name.value) && value.kind === Kind.VARIABLE)
      uses.set(value.name.value, (uses.get(value.name.value) ?? 0) - 1);
  names = new Set([...uses].filter(([, elsewhere]) => elsewhere === 0).map(([name]) => name));
  known.set(operation, names);
  return names;
}
