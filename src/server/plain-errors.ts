import { type ExecutionResult, GraphQLError } from 'graphql';

/**
 * The compiler makes errors of its own class with fields that cannot be set; whoever formats them expects
 * graphql-js's. Those of graphql-js come out the same, so that nobody can tell which way it went.
 */
export function plainErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((e) => {
    const { message, path, originalError, extensions, locations } = e;
    const real = new GraphQLError(message, { path, originalError, extensions });
    return Object.defineProperty(real, 'locations', {
      value: locations,
      enumerable: locations !== undefined,
    });
  });
  return { ...result, errors };
}
