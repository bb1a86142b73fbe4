import {
  type DocumentNode,
  execute as interpret,
  type ExecutionResult,
  type OperationDefinitionNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, type CompiledQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { plainErrors } from './plain-errors.js';

export type Execute = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  context: unknown,
) => Promise<ExecutionResult> | ExecutionResult;

export interface Executor {
  readonly execute: Execute;
  /** Would running it now compile it first? That is work of its own, which somebody pays. */
  compiles(document: DocumentNode, operationName: string | undefined): boolean;
}

/** Plans that are kept at once, the least used leaving first: more than the operations of the clients of a city. */
const MOST_PLANS = 1_000;
/** At most this many faults of variables are told at once. */
const MOST_FAULTS = 4;

type Plan = CompiledQuery | ExecutionResult;

/**
 * Runs queries and mutations. What runs a second time is compiled; compiling for one run costs more than it
 * spares, and who sends ever new documents would make the server do nothing else. Both ways answer the same.
 */
export function createExecutor(schema: GraphQLSchema, mostPlans = MOST_PLANS): Executor {
  const plans = new LRUCache<OperationDefinitionNode, Plan>({ max: mostPlans });
  const ranBefore = new WeakSet<OperationDefinitionNode>();
  return {
    compiles(document, operationName) {
      const operation = getOperationAST(document, operationName);
      return operation ? ranBefore.has(operation) && !plans.has(operation) : false;
    },
    execute(document, operationName, variables, context) {
      const operation = getOperationAST(document, operationName);
      if (!operation) return { errors: [operationUnknown()] };
      let plan = plans.get(operation);
      if (!plan) {
        if (!ranBefore.has(operation)) {
          ranBefore.add(operation);
          return interpreted(schema, document, operationName, variables, context);
        }
        plan = compileQuery(schema, document, operationName) as Plan;
        plans.set(operation, plan);
      }
      if (!isCompiledQuery(plan as CompiledQuery)) return plainErrors(plan as ExecutionResult);
      const result = (plan as CompiledQuery).query(undefined, context, variables);
      if (result instanceof Promise) return result.then(plainErrors);
      // Nothing ran: the variables were refused. graphql-js says better where and why.
      if (result.data === undefined && result.errors)
        return variableFaults(schema, operation, variables) ?? plainErrors(result);
      return plainErrors(result);
    },
  };
}

function interpreted(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  context: unknown,
): Promise<ExecutionResult> | ExecutionResult {
  const result = interpret({
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: context,
    options: { maxCoercionErrors: MOST_FAULTS },
  });
  if (result instanceof Promise) return result.then(plainErrors);
  return result.data === undefined ? result : plainErrors(result);
}

function operationUnknown(): GraphQLError {
  return new GraphQLError('Unknown operation.', {
    extensions: { code: 'BAD_USER_INPUT', reason: 'OPERATION_UNKNOWN' },
  });
}

function variableFaults(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): ExecutionResult | undefined {
  const definitions = operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: MOST_FAULTS });
  return errors && { errors };
}
