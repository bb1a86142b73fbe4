/** An `as const` list as the object that a GraphQL enum is registered from: the list lives with the noun, the enum with the face. */
export function enumOf<T extends string>(values: readonly T[]): { readonly [K in T]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in T]: K };
}
