import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** Is `field` selected directly under the resolved field? Lets a list skip a count that nobody asked for. */
export function selects(info: GraphQLResolveInfo, field: string): boolean {
  const search = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((s) => {
      if (s.kind === 'Field') return s.name.value === field;
      if (s.kind === 'InlineFragment') return search(s.selectionSet);
      return search(info.fragments[s.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => search(node.selectionSet));
}
