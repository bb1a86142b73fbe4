import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Asked } from './admit-document.js';

/**
 * What is asked by the body of a POST or the query string of a GET (GraphQL over HTTP, sections 6.1 to 6.3).
 * @throws GraphQLError BAD_REQUEST: it is no request of GraphQL.
 */
export function readStreamRequest({ method, body, query }: FastifyRequest): Asked {
  const given = method === 'GET' ? fromSearch(query as Record<string, unknown>) : body;
  if (!isObject(given)) throw badRequest('The body is no JSON object.');
  const { query: text, operationName, variables } = given;
  if (typeof text !== 'string' || text === '') throw badRequest('query must be a document.');
  if (operationName != null && typeof operationName !== 'string')
    throw badRequest('operationName must be a name.');
  if (variables != null && !isObject(variables)) throw badRequest('variables must be an object.');
  return { query: text, operationName, variables };
}

function fromSearch({ variables, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (variables === undefined || variables === '') return rest;
  try {
    return { ...rest, variables: JSON.parse(String(variables)) as unknown };
  } catch {
    throw badRequest('variables must be an object, in JSON.');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRequest(sentence: string): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code: 'BAD_REQUEST' } });
}
