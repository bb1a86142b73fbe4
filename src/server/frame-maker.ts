import {
  execute as interpret,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, type CompiledQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { plainErrors } from './plain-errors.js';

/** What an item of a stream says to whoever asked for it, read with the operation `reader`. */
export type MakeFrame = (item: object, reader: unknown) => ExecutionResult | Promise<ExecutionResult>;

/** Frames of an operation after which it is compiled: by then what compiling costs is little beside what they cost. */
const FRAMES_BEFORE = 50;
/** Plans that are kept at once, the least used leaving first; who was left counts from the beginning. */
const MOST_PLANS = 1_000;

const plans = new LRUCache<OperationDefinitionNode, CompiledQuery | 'CANNOT'>({ max: MOST_PLANS });
const made = new WeakMap<OperationDefinitionNode, number>();

/**
 * How the frames of a subscription are made: by interpreting its document, and by a compiled plan once it has told so
 * many frames that it is worth its while. Both ways say the same. The operation is known to be there and its variables
 * to fit.
 */
export function frameMaker(args: ExecutionArgs): MakeFrame {
  const { schema, document, operationName, variableValues } = args;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('no such operation');
  return (item, reader) => {
    const plan = plans.get(operation) ?? compiled();
    if (!plan || plan === 'CANNOT') return interpret({ ...args, rootValue: item, contextValue: reader });
    const result = plan.query(item, reader, variableValues ?? {}) as
      | ExecutionResult
      | Promise<ExecutionResult>;
    return result instanceof Promise ? result.then(plainErrors) : plainErrors(result);
  };

  function compiled(): CompiledQuery | 'CANNOT' | undefined {
    if (!operation) return undefined;
    const frames = (made.get(operation) ?? 0) + 1;
    made.set(operation, frames);
    if (frames <= FRAMES_BEFORE) return undefined;
    made.delete(operation);
    const plan = compileQuery(schema, document, operationName ?? undefined);
    const kept = isCompiledQuery(plan) ? plan : 'CANNOT';
    plans.set(operation, kept);
    return kept;
  }
}
