import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { compileQuery, type CompiledQuery, isCompiledQuery } from 'graphql-jit';

export type Execute = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  context: unknown,
) => Promise<ExecutionResult> | ExecutionResult;

/**
 * Runs queries and mutations compiled: the plan of a document is made once, as long as Apollo's own store
 * keeps the parsed document (the map is weak).
 */
export function createExecutor(schema: GraphQLSchema): Execute {
  const plans = new WeakMap<DocumentNode, Map<string, CompiledQuery | ExecutionResult>>();
  return (document, operationName, variables, context) => {
    let byName = plans.get(document);
    if (!byName) plans.set(document, (byName = new Map()));
    const name = operationName ?? '';
    let plan = byName.get(name);
    if (!plan)
      byName.set(
        name,
        (plan = compileQuery(schema, document, operationName) as CompiledQuery | ExecutionResult),
      );
    return isCompiledQuery(plan as CompiledQuery)
      ? (plan as CompiledQuery).query(undefined, context, variables)
      : (plan as ExecutionResult);
  };
}
