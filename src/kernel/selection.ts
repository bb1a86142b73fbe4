import type { FragmentDefinitionNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Fragments = Record<string, FragmentDefinitionNode>;

/** Is `field` selected directly under the resolved field? Lets a list skip a count that nobody asked for. */
export function selects(info: GraphQLResolveInfo, field: string): boolean {
  return info.fieldNodes.some((node) => fieldsOf(node.selectionSet, info.fragments).has(field));
}

/**
 * Names of the fields selected of a connection's items, under `nodes` and `edges { node }`: a list reads the
 * columns of these and no others. Remembered per selection, because a document is parsed once and runs often.
 */
export function itemFields(info: GraphQLResolveInfo): ReadonlySet<string> {
  const [first] = info.fieldNodes;
  const known = first?.selectionSet && remembered.get(first.selectionSet);
  if (known && info.fieldNodes.length === 1) return known;
  const found = new Set<string>();
  for (const { selectionSet } of info.fieldNodes) {
    for (const set of under(selectionSet, 'nodes', info.fragments)) addFields(set, info.fragments, found);
    for (const edges of under(selectionSet, 'edges', info.fragments))
      for (const set of under(edges, 'node', info.fragments)) addFields(set, info.fragments, found);
  }
  if (first?.selectionSet && info.fieldNodes.length === 1) remembered.set(first.selectionSet, found);
  return found;
}

const remembered = new WeakMap<SelectionSetNode, ReadonlySet<string>>();

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
