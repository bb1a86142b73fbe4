/**
 * Walks the schema as it was built: every field that can be reached from the roots, and each way to a person a
 * few steps deep, written as documents that keep the limits of the server. A field that is added to the
 * schema tomorrow is asked for tomorrow, without a line being written here.
 */
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { costOf } from '#server/query-cost.js';
import { measureDocument } from '#server/query-limits-measure.js';
import { isConnection } from '#server/query-list-length.js';

/** A root field with its arguments written out; a connection among them gets its page from the walk. */
export interface Start {
  readonly field: string;
  readonly args?: Readonly<Record<string, string>>;
  /** Which type to walk, where the field answers an interface. */
  readonly on?: string;
  /** Steps beyond the nouns that the field answers; default 3. */
  readonly steps?: number;
  /** Fields right under the root field that are left out: a refused one would take the others with it. */
  readonly without?: readonly string[];
}

export interface Document {
  readonly query: string;
  readonly field: string;
}

interface Limits {
  readonly depth: number;
  readonly fields: number;
  readonly tokens: number;
  readonly cost: number;
}
/** The defaults of the README's table, a little below, so that nothing is refused for its size. */
const LIMITS: Limits = { depth: 10, fields: 390, tokens: 1950, cost: 5000 };
/** The planted rows are fewer than the least of these: whatever page is asked for, all of them are on it. */
const PAGES = [200, 50, 25];
const STEPS = 3;

/** One selection: the fields under it, by what is written for them. */
interface Selection {
  readonly type: GraphQLNamedType;
  leaves: boolean;
  readonly under: Map<string, Selection>;
}
type Branch = readonly { readonly written: string; readonly type: GraphQLNamedType }[];

export class SchemaWalk {
  /** Every field that stands in a document so far, as Type.field. */
  readonly visited = new Set<string>();
  private readonly personal: ReadonlySet<string>;

  /** `written` says the arguments of fields that need some, as Type.field. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly written: Readonly<Record<string, string>>,
  ) {
    this.personal = leadingTo(schema, 'Worker');
  }

  /** Documents that ask everything from these root fields on. */
  queries(starts: readonly Start[]): Document[] {
    const root = this.schema.getQueryType() as GraphQLObjectType;
    return starts.flatMap((start) => this.packed(root, start, 'query'));
  }

  /** One document for each subscription: a stream has one root field, and its frames are small. */
  subscriptions(starts: readonly Start[]): Document[] {
    const root = this.schema.getSubscriptionType() as GraphQLObjectType;
    return starts.flatMap((start) => this.packed(root, { steps: 2, ...start }, 'subscription'));
  }

  /** Every field that can be reached from the roots by reading. */
  reachable(): Set<string> {
    const found = new Set<string>();
    const open: GraphQLNamedType[] = [this.schema.getQueryType(), this.schema.getSubscriptionType()].filter(
      (t) => t != null,
    );
    const seen = new Set(open.map((t) => t.name));
    for (let type = open.pop(); type; type = open.pop())
      for (const object of this.objects(type))
        for (const field of Object.values(object.getFields())) {
          found.add(`${object.name}.${field.name}`);
          for (const next of this.objects(getNamedType(field.type)))
            if (!seen.has(next.name)) {
              seen.add(next.name);
              open.push(next);
            }
        }
    return found;
  }

  private packed(root: GraphQLObjectType, start: Start, kind: string): Document[] {
    const field = root.getFields()[start.field];
    if (!field) throw new Error(`no root field ${start.field}`);
    this.visited.add(`${root.name}.${field.name}`);
    const documents: Document[] = [];
    let selection: Selection | undefined;
    let page = PAGES[0] ?? 0;
    const close = () => {
      if (selection)
        documents.push({ query: this.text(kind, start, field, selection, page), field: field.name });
      selection = undefined;
    };
    for (const branch of this.branches(start, getNamedType(field.type))) {
      if (start.without?.some((name) => branch[0]?.written.startsWith(name))) continue;
      const widened = grown(selection ?? empty(getNamedType(field.type)), branch);
      const fitting = (selection ? [page] : PAGES).find((p) =>
        this.fits(this.text(kind, start, field, widened, p)),
      );
      if (fitting !== undefined) {
        selection = widened;
        page = fitting;
        continue;
      }
      close();
      selection = grown(empty(getNamedType(field.type)), branch);
      const alone = selection;
      const found = PAGES.find((p) => this.fits(this.text(kind, start, field, alone, p)));
      if (found === undefined)
        throw new Error(`too large alone: ${this.text(kind, start, field, alone, 25)}`);
      page = found;
    }
    close();
    return documents;
  }

  /** Every way from a type, the shortest first, so that branches with one beginning share a document. */
  private *branches(start: Start, type: GraphQLNamedType): Iterable<Branch> {
    const types = start.on ? [this.schema.getType(start.on) as GraphQLObjectType] : this.objects(type);
    for (const object of types) {
      const from: Branch = isAbstractType(type) ? [{ written: `... on ${object.name}`, type: object }] : [];
      yield* this.ways(object, from, new Set(), start.steps ?? STEPS);
    }
  }

  private *ways(
    type: GraphQLObjectType,
    before: Branch,
    trail: ReadonlySet<string>,
    steps: number,
  ): Iterable<Branch> {
    for (const field of Object.values(type.getFields()))
      if (isLeafType(getNamedType(field.type))) this.visited.add(`${type.name}.${field.name}`);
    yield before;
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      const at = `${type.name}.${field.name}`;
      if (!isObjectType(next) || trail.has(at)) continue;
      this.visited.add(at);
      const branch: Branch = [...before, { written: field.name + this.argumentsOf(type, field), type: next }];
      // A page and its items are no steps of their own; behind the edges stands what stands behind the nodes.
      const wrapper = isConnection(type) || isConnection(next) || type.name.endsWith('Edge');
      const left = wrapper ? steps : steps - 1;
      if (type.name.endsWith('Edge') || left <= 0 || !(this.personal.has(next.name) || before.length < 2)) {
        this.leavesOf(next);
        yield branch;
      } else yield* this.ways(next, branch, new Set([...trail, at]), left);
    }
  }

  private leavesOf(type: GraphQLObjectType): void {
    for (const field of Object.values(type.getFields()))
      if (isLeafType(getNamedType(field.type))) this.visited.add(`${type.name}.${field.name}`);
  }

  private argumentsOf(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): string {
    const given = this.written[`${type.name}.${field.name}`];
    if (given) return `(${given})`;
    if (isConnection(getNamedType(field.type))) return '(first: PAGE)';
    const missing = field.args.filter(isRequiredArgument).map((a) => a.name);
    if (missing.length > 0)
      throw new Error(`${type.name}.${field.name} needs ${missing.join(', ')}: say them`);
    return '';
  }

  private objects(type: GraphQLNamedType): readonly GraphQLObjectType[] {
    if (isAbstractType(type)) return this.schema.getPossibleTypes(type);
    return isObjectType(type) ? [type] : [];
  }

  private text(
    kind: string,
    start: Start,
    field: GraphQLField<unknown, unknown>,
    selection: Selection,
    page: number,
  ): string {
    const args = Object.entries(start.args ?? {}).map(([name, value]) => `${name}: ${value}`);
    if (isConnection(getNamedType(field.type))) args.push('first: PAGE');
    const written = args.length > 0 ? `(${args.join(', ')})` : '';
    const variables = written.includes('$id') ? '($id: ID!)' : '';
    return `${kind}${variables} { ${field.name}${written} ${this.body(selection)} }`.replaceAll(
      'PAGE',
      String(page),
    );
  }

  private body({ type, leaves, under }: Selection): string {
    const own = isObjectType(type) ? Object.values(type.getFields()) : [];
    const shown = own.filter(
      (f) => isLeafType(getNamedType(f.type)) && (leaves || f.name === 'id' || f.name === 'totalCount'),
    );
    const written = shown.map((f) => f.name + this.argumentsOf(type, f));
    return `{ __typename ${[...written, ...[...under].map(([name, inner]) => `${name} ${this.body(inner)}`)].join(' ')} }`;
  }

  private fits(text: string): boolean {
    const document = parse(text);
    const { depth, fields } = measureDocument(document);
    const tokens = text.match(/\w+|[^\s\w]/g)?.length ?? 0;
    return (
      depth <= LIMITS.depth &&
      fields <= LIMITS.fields &&
      tokens <= LIMITS.tokens &&
      costOf(this.schema, document, undefined, undefined) <= LIMITS.cost
    );
  }
}

function empty(type: GraphQLNamedType): Selection {
  return { type, leaves: false, under: new Map() };
}

/** The selection with one branch more; the one given stays as it is. */
function grown(selection: Selection, [step, ...rest]: Branch): Selection {
  if (!step) return { ...selection, leaves: true };
  const under = new Map(selection.under);
  under.set(step.written, grown(under.get(step.written) ?? empty(step.type), rest));
  return { ...selection, under };
}

/** The types from which a type can be reached, itself included. */
function leadingTo(schema: GraphQLSchema, name: string): Set<string> {
  const found = new Set([name]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const type of Object.values(schema.getTypeMap()))
      if (isObjectType(type) && !type.name.startsWith('__'))
        for (const field of Object.values(type.getFields())) {
          const next = getNamedType(field.type);
          if (isCompositeType(next) && found.has(next.name)) found.add(type.name);
        }
  }
  return found;
}
