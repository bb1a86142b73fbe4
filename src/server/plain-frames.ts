import type { GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/** What a door of a stream is given: the item that is told, what was asked, and the operation that reads for the frame. */
type Given = readonly [item: unknown, asked: Record<string, unknown>, op: unknown];
type Param = ReturnType<typeof getMetadataStorage>['subscriptions'][number]['params'];

/**
 * Calls the doors of streams with what was asked as it was asked. TypeGraphQL would make instances of the input classes,
 * anew for every frame and at two fifths of its price; none of these doors asks an input for more than its fields.
 */
export function tellPlainly(schema: GraphQLSchema, doorOf: (door: unknown) => object): void {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  for (const { target, methodName, schemaName, params } of getMetadataStorage().subscriptions) {
    const field = fields[schemaName];
    if (!field) continue;
    const door = doorOf(target) as Record<string, (...given: unknown[]) => unknown>;
    const parts = partsOf(params ?? []);
    field.resolve = (item, asked, op) => door[methodName]?.(...parts.map((part) => part([item, asked, op])));
  }
}

function partsOf(params: Param & object): ((given: Given) => unknown)[] {
  return params
    .toSorted((a, b) => a.index - b.index)
    .map((param) => {
      switch (param.kind) {
        case 'root':
          return ([item]: Given) => item;
        case 'arg':
          return ([, asked]: Given) => asked[param.name];
        case 'args':
          return ([, asked]: Given) => asked;
        case 'context':
          return ([, , op]: Given) => op;
        default:
          throw new Error(`a door of a stream is given no ${param.kind}: ${param.methodName}`);
      }
    });
}
