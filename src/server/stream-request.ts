import type { FastifyRequest } from 'fastify';
import type { Asked } from './admit-document.js';
import { requestFault } from './request-fault.js';

/**
 * What is asked by the body of a POST or the query string of a GET (GraphQL over HTTP, sections 6.1 to 6.3).
 * @throws GraphQLError BAD_REQUEST: it is no request of GraphQL.
 */
export function readStreamRequest({ method, body, query }: FastifyRequest): Asked {
  const given = method === 'GET' ? fromSearch(query as Record<string, unknown>) : body;
  if (!isObject(given)) throw requestFault('QUERY_MISSING');
  const { query: text, operationName, variables } = given;
  if (text == null || text === '') throw requestFault('QUERY_MISSING');
  if (typeof text !== 'string') throw requestFault('QUERY_NOT_TEXT');
  if (operationName != null && typeof operationName !== 'string')
    throw requestFault('OPERATION_NAME_NOT_TEXT');
  if (variables != null && !isObject(variables)) throw requestFault('VARIABLES_NOT_OBJECT');
  return { query: text, operationName, variables };
}

function fromSearch({ variables, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (variables === undefined || variables === '') return rest;
  try {
    return { ...rest, variables: JSON.parse(String(variables)) as unknown };
  } catch {
    throw requestFault('VARIABLES_NOT_OBJECT');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
