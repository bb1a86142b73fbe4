import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { formatError } from '#server/format-error.js';
import { createQueryGuard } from '#server/query-limits.js';
import { smallSchema } from './small-schema.js';

const LIMITS = {
  maxDepth: 10,
  maxAliases: 15,
  maxRootFields: 20,
  maxDirectives: 10,
  maxTokens: 2000,
  maxCost: 5000,
  introspection: (authenticated: boolean) => authenticated,
};
export const guard = createQueryGuard(LIMITS);
export const { schema, executed } = smallSchema();
const log = pino({ level: 'silent' });
export const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const formatted = (errors: readonly GraphQLError[]) => errors.map((error) => formatError(error, log, 'r'));
export const reasons = (errors: readonly GraphQLFormattedError[]) =>
  errors.map(({ extensions }) => extensions?.['reason']);

/** The socket's way: parse, validate, admit. */
export function onSocket(
  source: string,
  variables: Record<string, unknown> = {},
  authenticated = true,
): readonly GraphQLError[] {
  try {
    const document = guard.parse(source);
    const faults = guard.validate(schema, document);
    if (faults.length > 0) return formatted(faults);
    guard.admit(schema, document, undefined, variables, authenticated);
    return [];
  } catch (fault) {
    return [formatError(fault, log, 'r')];
  }
}

interface Asker {
  authenticated: boolean;
}
const gate: ApolloServerPlugin<Asker> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operationName, request, contextValue }) {
        guard.admit(schema, document, operationName, request.variables, contextValue.authenticated);
      },
    };
  },
};
export const apollo = new ApolloServer<Asker>({
  schema,
  introspection: true,
  csrfPrevention: true,
  includeStacktraceInErrorResponses: false,
  parseOptions: guard.parseOptions,
  validationRules: guard.rules,
  validationOptions: guard.validationOptions,
  executionOptions: guard.executionOptions,
  formatError: (_formatted, error) => formatError(error, log, 'r'),
  plugins: [ApolloServerPluginCacheControlDisabled(), gate],
  stopOnTerminationSignals: false,
});

export interface Asked {
  method?: string;
  type?: string;
  body?: unknown;
  search?: string;
  authenticated?: boolean;
}

/** The wire's way, without the wire. */
export async function onHttp({
  method = 'POST',
  type = 'application/json',
  body,
  search = '',
  authenticated = true,
}: Asked) {
  const headers = new HeaderMap();
  if (type) headers.set('content-type', type);
  const { status, body: answer } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, body, search },
    context: async () => ({ authenticated }),
  });
  const text = answer.kind === 'complete' ? answer.string : '';
  const { errors = [], data } = text.startsWith('{')
    ? (JSON.parse(text) as { errors?: GraphQLFormattedError[]; data?: unknown })
    : {};
  return { status, text, errors, data };
}

export const nested = (levels: number): string =>
  levels === 0 ? 'id' : `friends(first: 1) { nodes { ${nested(levels - 1)} } }`;
