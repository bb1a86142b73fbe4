import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { isConnection, lengthOf, listsIn } from './query-list-length.js';
import { overLimit } from './query-limits-refusals.js';

/** Points of a field at the root of a mutation and of a subscription, whatever it returns. */
export const MUTATION_COST = 10;
export const SUBSCRIPTION_COST = 5;
/** Points of each field of a document that was not seen before: it is parsed and validated, whatever it then asks. */
export const READING_COST = 20;
/** Points of each field of an operation that is compiled, which happens when it runs a second time. */
export const COMPILING_COST = 10;
/** Points of a stream that is resumed: of `after` at the root of a subscription, beside the field's own. */
export const RESUMING_COST = 200;
/** Points of a pair whose figures nobody has asked for lately: they are counted from the rows, once. */
export const NEW_PAIR_COST = 100;
/** Points of `__schema` or `__type`, whatever is below: the answer never touches the database. */
export const INTROSPECTION_COST = 100;
type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** What one reckoning knows: the variables, and the weights of fragments found so far by page size. */
interface Frame {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly seen: Map<Weight, Map<number, number>>;
}
/** Points of a selection; `page` is the page size of the connection that it stands directly in. */
type Weight = (frame: Frame, page: number) => number;

const compiled = new WeakMap<OperationDefinitionNode, { schema: GraphQLSchema; weight: Weight }>();

/**
 * The points that an operation may cost at most, before it is executed: a scalar 0, an object 1, a list as
 * often as it is long. A connection is as long as its `first` or `last` says (50 without), `edges` and `nodes`
 * multiply by that, `pageInfo` and the rest do not. `@skip` and `@include` are not believed, and
 * fragments on several types are added up, so the answer is never too small. Compiled once a document;
 * 0 when there is no such operation (the executor then refuses).
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  let known = compiled.get(operation);
  if (known?.schema !== schema) {
    known = { schema, weight: new CostCompiler(schema, document, operation).compile() };
    compiled.set(operation, known);
  }
  const cost = known.weight({ variables: variables ?? {}, seen: new Map() }, 1);
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

/** The cost, or BAD_USER_INPUT/QUERY_TOO_EXPENSIVE with {limit, found} when it is above `limit`. */
export function enforceCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
  limit: number,
): number {
  const cost = costOf(schema, document, operationName, variables);
  if (cost > limit) throw overLimit('QUERY_TOO_EXPENSIVE', limit, cost);
  return cost;
}

const NOTHING: Weight = () => 0;

class CostCompiler {
  private readonly definitions = new Map<string, FragmentDefinitionNode>();
  private readonly fragments = new Map<string, Weight>();
  private readonly defaults = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.definitions.set(definition.name.value, definition);
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      if (defaultValue?.kind === Kind.INT) this.defaults.set(variable.name.value, Number(defaultValue.value));
  }

  compile(): Weight {
    const root = this.schema.getRootType(this.operation.operation);
    return root ? this.selections(this.operation.selectionSet, root) : NOTHING;
  }

  private selections(set: SelectionSetNode, parent: GraphQLCompositeType): Weight {
    const parts: Weight[] = [];
    for (const selection of set.selections) {
      let part = NOTHING;
      if (selection.kind === Kind.FIELD) part = this.field(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) part = this.fragment(selection.name.value);
      else {
        const type = selection.typeCondition ? typeFromAST(this.schema, selection.typeCondition) : parent;
        if (isCompositeType(type)) part = this.selections(selection.selectionSet, type);
      }
      if (part !== NOTHING) parts.push(part);
    }
    return sumOf(parts);
  }

  /** Reckoned once for each page size, however often it is spread, so that no bomb can grow here. */
  private fragment(name: string): Weight {
    const known = this.fragments.get(name);
    if (known) return known;
    let inside: Weight | undefined;
    const weight: Weight = (frame, page) => {
      const pages = frame.seen.get(weight) ?? new Map<number, number>();
      frame.seen.set(weight, pages);
      const before = pages.get(page);
      if (before !== undefined) return before;
      pages.set(page, 0);
      const cost = (inside ?? NOTHING)(frame, page);
      pages.set(page, cost);
      return cost;
    };
    this.fragments.set(name, weight);
    const definition = this.definitions.get(name);
    const type = definition && typeFromAST(this.schema, definition.typeCondition);
    if (definition && isCompositeType(type)) inside = this.selections(definition.selectionSet, type);
    return weight;
  }

  private field(node: FieldNode, parent: GraphQLCompositeType): Weight {
    const plain = this.plainField(node, parent);
    return this.readsJournal(node, parent) ? sumOf([plain, this.resuming(node)]) : plain;
  }

  /** Is it a stream, or a page of what changed, whose `after` is a position of the journal? */
  private readsJournal(node: FieldNode, parent: GraphQLCompositeType): boolean {
    if (parent === this.schema.getSubscriptionType()) return true;
    if (isUnionType(parent)) return false;
    const after = parent.getFields()[node.name.value]?.args.find(({ name }) => name === 'after');
    return after !== undefined && getNamedType(after.type).name === 'Position';
  }

  /** What `after` costs: a stream that is resumed reads the journal first, and one with rows reads those. */
  private resuming(node: FieldNode): Weight {
    const value = node.arguments?.find((given) => given.name.value === 'after')?.value;
    if (!value || value.kind === Kind.NULL) return NOTHING;
    if (value.kind !== Kind.VARIABLE) return () => RESUMING_COST;
    const name = value.name.value;
    const definition = this.operation.variableDefinitions?.find((d) => d.variable.name.value === name);
    const unsaid = definition?.defaultValue ? RESUMING_COST : 0;
    return ({ variables }) => {
      const given = variables[name];
      if (given === undefined) return unsaid;
      return given === null ? 0 : RESUMING_COST;
    };
  }

  private plainField(node: FieldNode, parent: GraphQLCompositeType): Weight {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return () => INTROSPECTION_COST;
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    if (!field) return NOTHING;
    const base = this.rootCost(parent);
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || !node.selectionSet) return base > 0 ? () => base : NOTHING;
    const inside = this.selections(node.selectionSet, type);
    const lists = listsIn(field);
    if (lists > 0 && isConnection(parent) && (name === 'edges' || name === 'nodes'))
      return (frame, page) => page * (1 + inside(frame, 1));
    const length = lengthOf(node, field, this.defaults);
    if (lists > 0) return (frame) => base + length(frame.variables) ** lists * (1 + inside(frame, 1));
    const own = base > 0 ? base : 1;
    return isConnection(type)
      ? (frame) => own + inside(frame, length(frame.variables))
      : (frame) => own + inside(frame, 1);
  }

  private rootCost(parent: GraphQLCompositeType): number {
    if (parent === this.schema.getMutationType()) return MUTATION_COST;
    return parent === this.schema.getSubscriptionType() ? SUBSCRIPTION_COST : 0;
  }
}

function sumOf(parts: readonly Weight[]): Weight {
  const [first, second] = parts;
  if (!first) return NOTHING;
  if (!second) return first;
  return (frame, page) => {
    let sum = 0;
    for (const part of parts) sum += part(frame, page);
    return sum;
  };
}
