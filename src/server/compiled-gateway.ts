import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Execute } from './executor.js';

/**
 * The graph as Apollo's gateway: the one hook by which another executor than graphql-js can run. `operationOf`
 * takes the operation that resolvers get out of a request's context.
 */
export function compiledGateway<C extends BaseContext>(
  schema: GraphQLSchema,
  execute: Execute,
  operationOf: (context: C) => unknown,
): NonNullable<ApolloServerOptionsWithGateway<C>['gateway']> {
  return {
    async load() {
      return {
        executor: async ({ document, request, context }) =>
          execute(
            document,
            // As it was asked: the name that Apollo found is none when there is no such operation, and
            // without a name the only operation there is would run.
            request.operationName ?? undefined,
            request.variables ?? {},
            operationOf(context as C) ?? null,
          ) as never,
      };
    },
    onSchemaLoadOrUpdate(told) {
      told({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    async stop() {},
  };
}
