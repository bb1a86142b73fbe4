import type { DocumentNode, SelectionSetNode } from 'graphql';

const known = new WeakMap<DocumentNode, 'NAME' | 'SCHEMA' | 'PRIVATE'>();

/** May this document run without a token? Only `__typename`, and the schema itself where introspection is open. */
export function isPublic(document: DocumentNode, openIntrospection: boolean): boolean {
  let kind = known.get(document);
  if (!kind) known.set(document, (kind = kindOf(document)));
  return kind === 'NAME' || (kind === 'SCHEMA' && openIntrospection);
}

function kindOf(document: DocumentNode): 'NAME' | 'SCHEMA' | 'PRIVATE' {
  const fragments = new Map(
    document.definitions.flatMap((d) =>
      d.kind === 'FragmentDefinition' ? [[d.name.value, d.selectionSet] as const] : [],
    ),
  );
  const names = new Set<string>();
  const seen = new Set<string>();
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const s of set?.selections ?? []) {
      if (s.kind === 'Field') names.add(s.name.value);
      else if (s.kind === 'InlineFragment') collect(s.selectionSet);
      else if (!seen.has(s.name.value)) {
        seen.add(s.name.value);
        collect(fragments.get(s.name.value));
      }
    }
  };
  for (const d of document.definitions) if (d.kind === 'OperationDefinition') collect(d.selectionSet);
  if ([...names].every((n) => n === '__typename')) return 'NAME';
  return [...names].every((n) => n.startsWith('__')) ? 'SCHEMA' : 'PRIVATE';
}
