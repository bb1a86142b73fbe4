import { GraphQLError } from 'graphql';
import type { Operation } from '#kernel/operation.js';
import type { DoorKeeper } from './door-keeper.js';
import type { Executor } from './executor.js';

/**
 * The executor whose answers are told only to an account that stood while they were made: whoever's was closed
 * before gets the refusal alone, also where part of the answer came from memory.
 */
export function confirmed(executor: Executor, keeper: DoorKeeper): Executor {
  return {
    compiles: (document, operationName) => executor.compiles(document, operationName),
    async execute(document, operationName, variables, context) {
      const result = await executor.execute(document, operationName, variables, context);
      // A stranger reads the schema alone, and is nobody's account.
      if (!context) return result;
      const op = context as Operation;
      // A refusal tells nothing of anybody, and need not reach the database.
      if (result.data == null && !keeper.learnt(op).refusal) return result;
      const refusal = await keeper.refusalOf(op);
      return refusal ? { errors: [new GraphQLError(refusal.message, { originalError: refusal })] } : result;
    },
  };
}
