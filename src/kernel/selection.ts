import type { FragmentDefinitionNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Fragments = Record<string, FragmentDefinitionNode>;

/** Is `field` selected directly under the resolved field? */
export function selects(info: GraphQLResolveInfo, field: string): boolean {
  return info.fieldNodes.some((node) => fieldsOf(node.selectionSet, info.fragments).has(field));
}

/** What of a connection somebody asked for: a list reads that and no more. */
export interface Asked {
  /** `totalCount`. */
  readonly total: boolean;
  /** Anything that holds cursors: `edges` or `pageInfo`. */
  readonly cursors: boolean;
  /** Fields of the items, under `nodes` and `edges { node }`; those of an object below them as `employer.name`. */
  readonly items: ReadonlySet<string>;
}

/** What the selection of a connection asks for. Remembered, because a document is parsed once and runs often. */
export function askedOf(info: GraphQLResolveInfo): Asked {
  const first = info.fieldNodes.length === 1 ? info.fieldNodes[0]?.selectionSet : undefined;
  const known = first && remembered.get(first);
  if (known) return known;
  const items = new Set<string>();
  for (const { selectionSet } of info.fieldNodes) {
    for (const set of under(selectionSet, 'nodes', info.fragments)) addPaths(set, info.fragments, items);
    for (const edges of under(selectionSet, 'edges', info.fragments))
      for (const set of under(edges, 'node', info.fragments)) addPaths(set, info.fragments, items);
  }
  const asked = {
    total: selects(info, 'totalCount'),
    cursors: selects(info, 'edges') || selects(info, 'pageInfo'),
    items,
  };
  if (first) remembered.set(first, asked);
  return asked;
}

const remembered = new WeakMap<SelectionSetNode, Asked>();

/** The fields of an item, and those of the objects right below it. */
function addPaths(set: SelectionSetNode | undefined, fragments: Fragments, found: Set<string>): void {
  for (const field of fieldsOf(set, fragments)) {
    found.add(field);
    for (const below of under(set, field, fragments))
      for (const name of fieldsOf(below, fragments)) found.add(`${field}.${name}`);
  }
}

function fieldsOf(set: SelectionSetNode | undefined, fragments: Fragments): Set<string> {
  const found = new Set<string>();
  addFields(set, fragments, found);
  return found;
}

function addFields(set: SelectionSetNode | undefined, fragments: Fragments, found: Set<string>): void {
  for (const s of set?.selections ?? []) {
    if (s.kind === 'Field') found.add(s.name.value);
    else
      addFields(
        s.kind === 'InlineFragment' ? s.selectionSet : fragments[s.name.value]?.selectionSet,
        fragments,
        found,
      );
  }
}

function* under(
  set: SelectionSetNode | undefined,
  field: string,
  fragments: Fragments,
): Iterable<SelectionSetNode | undefined> {
  for (const s of set?.selections ?? []) {
    if (s.kind !== 'Field')
      yield* under(
        s.kind === 'InlineFragment' ? s.selectionSet : fragments[s.name.value]?.selectionSet,
        field,
        fragments,
      );
    else if (s.name.value === field) yield s.selectionSet;
  }
}
