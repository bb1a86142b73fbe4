import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** How large a document is when every fragment is written out where it is spread. */
export interface DocumentSize {
  /** Levels of fields; `{ a { b } }` has 2. What is below `__schema` and `__type` does not count. */
  readonly depth: number;
  /** Fields, equal ones counted each time; without those below `__schema` and `__type`. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the root, of the operation that has most. */
  readonly rootFields: number;
  /** Levels and fields of introspection, which have limits of their own. */
  readonly introspectionDepth: number;
  readonly introspectionFields: number;
}

interface Size {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  introspectionDepth: number;
  introspectionFields: number;
  /** Fields of this selection set itself, fragments written out. */
  top: number;
}

/** Counts stop here, so that 2^160 fields are a number which JSON can carry. */
const MOST = 1_000_000_000;
/** Braces and spreads inside each other beyond which counting stops, because each is a frame on the stack. */
const MOST_NESTING = 500;

const NOTHING: Size = {
  depth: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  introspectionDepth: 0,
  introspectionFields: 0,
  top: 0,
};
const BOTTOMLESS: Size = { ...NOTHING, depth: MOST };

/**
 * Measures a document by looking at each of its nodes once: a fragment is measured when first met and its
 * measure is added wherever it is spread, so a bomb of 2^n fields costs n steps. A fragment that contains
 * itself counts as nothing inside itself; such a document is refused by the rules of GraphQL.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const measure = new Measurement(document);
  let largest: Size = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const inVariables = (definition.variableDefinitions ?? []).reduce(
      (sum, variable) => sum + (variable.directives?.length ?? 0),
      0,
    );
    const size = measure.selections(definition.selectionSet, 0);
    const directives = size.directives + inVariables + (definition.directives?.length ?? 0);
    largest = greater(largest, { ...size, directives });
  }
  // A fragment that nobody spreads is walked by the other rules too. Its own fields are no root fields.
  for (const size of measure.unspread()) largest = greater(largest, { ...size, top: 0 });
  const { top, ...size } = largest;
  return { ...size, rootFields: top };
}

class Measurement {
  private readonly definitions = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Size>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.definitions.set(definition.name.value, definition);
  }

  fragment(name: string, nesting: number): Size {
    const known = this.measured.get(name);
    if (known) return known;
    const definition = this.definitions.get(name);
    if (!definition) return NOTHING;
    this.measured.set(name, NOTHING);
    const inside = this.selections(definition.selectionSet, nesting + 1);
    const size = add(inside, { ...NOTHING, directives: definition.directives?.length ?? 0 });
    this.measured.set(name, size);
    return size;
  }

  unspread(): Size[] {
    return [...this.definitions.keys()]
      .filter((name) => !this.measured.has(name))
      .map((name) => this.fragment(name, 0));
  }

  selections(set: SelectionSetNode, nesting: number): Size {
    if (nesting > MOST_NESTING) return BOTTOMLESS;
    let sum = NOTHING;
    for (const selection of set.selections) {
      const directives = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        sum = add(sum, this.fragment(selection.name.value, nesting), directives);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum = add(sum, this.selections(selection.selectionSet, nesting + 1), directives);
      } else {
        const inside = selection.selectionSet
          ? this.selections(selection.selectionSet, nesting + 1)
          : NOTHING;
        const aliases = inside.aliases + (selection.alias ? 1 : 0);
        const named = selection.name.value;
        const field =
          named === '__schema' || named === '__type' ? introspected(inside) : selected(inside, aliases);
        sum = add(sum, { ...field, aliases }, directives);
      }
    }
    return sum;
  }
}

function selected(inside: Size, aliases: number): Size {
  return { ...inside, depth: inside.depth + 1, fields: inside.fields + 1, aliases, top: 1 };
}

function introspected(inside: Size): Size {
  return {
    ...inside,
    depth: 1,
    fields: 1,
    introspectionDepth: Math.max(inside.depth, inside.introspectionDepth),
    introspectionFields: inside.fields + inside.introspectionFields,
    top: 1,
  };
}

function add(a: Size, b: Size, directives = 0): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.min(MOST, a.fields + b.fields),
    aliases: Math.min(MOST, a.aliases + b.aliases),
    directives: Math.min(MOST, a.directives + b.directives + directives),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    introspectionFields: Math.min(MOST, a.introspectionFields + b.introspectionFields),
    top: Math.min(MOST, a.top + b.top),
  };
}

function greater(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.max(a.fields, b.fields),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    introspectionFields: Math.max(a.introspectionFields, b.introspectionFields),
    top: Math.max(a.top, b.top),
  };
}
