import {
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
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
  const plans = new WeakMap<DocumentNode, Map<OperationDefinitionNode, CompiledQuery | ExecutionResult>>();
  return (document, operationName, variables, context) => {
    // Known operations only: an invented name must not leave anything behind.
    const operation = getOperationAST(document, operationName);
    if (!operation)
      return {
        errors: [
          new GraphQLError('Unknown operation.', {
            extensions: { code: 'BAD_USER_INPUT', reason: 'OPERATION_UNKNOWN' },
          }),
        ],
      };
    let byOperation = plans.get(document);
    if (!byOperation) plans.set(document, (byOperation = new Map()));
    let plan = byOperation.get(operation);
    if (!plan)
      byOperation.set(
        operation,
        (plan = compileQuery(schema, document, operationName) as CompiledQuery | ExecutionResult),
      );
    if (!isCompiledQuery(plan as CompiledQuery)) return withRealErrors(plan as ExecutionResult);
    const result = (plan as CompiledQuery).query(undefined, context, variables);
    if (result instanceof Promise) return result.then(withRealErrors);
    // Nothing ran: the variables were refused. graphql-js says better where and why.
    if (result.data === undefined && result.errors)
      return variableFaults(schema, document, operationName, variables) ?? withRealErrors(result);
    return withRealErrors(result);
  };
}

/** At most this many faults of variables are told at once. */
const MOST_FAULTS = 4;

function variableFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): ExecutionResult | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: MOST_FAULTS });
  return errors && { errors };
}

/** The compiler makes errors of its own class with fields that cannot be set; whoever formats them expects graphql-js's. */
function withRealErrors(result: ExecutionResult): ExecutionResult {
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
