import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { toGraphQLError } from '#kernel/scalars.js';
import type { HouseError } from '#kernel/error.js';
import { enforceCost } from './query-cost.js';
import { type DocumentSize, measureDocument } from './query-limits-measure.js';
import { mustBePlain, plainLiterals } from './query-plain-text.js';
import { asTooLong, introspectionOff, overLimit } from './query-limits-refusals.js';
import { faultOfSubscriptionRoots } from './subscription-root.js';

/** What one document may be. All counts are of the document with its fragments written out. */
export interface QueryLimits {
  /** Levels of fields. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  readonly maxTokens: number;
  /** Points of one operation, see query-cost.ts. */
  readonly maxCost: number;
  /** Fields, equal ones counted each time; default 400. */
  readonly maxFields?: number;
  /** Errors that one refused request is answered with; default 5, at least 2. */
  readonly maxErrors?: number;
  /** Whether unknown names are answered without the near ones; default true. */
  readonly hideSuggestions?: boolean;
  /** May whoever is (or is not) authenticated read the schema through the API? */
  readonly introspection: (authenticated: boolean) => boolean;
}

/** The same wall for both transports. */
export interface QueryGuard {
  /** For Apollo's `parseOptions`. */
  readonly parseOptions: { readonly maxTokens: number };
  /** For Apollo's `validationRules`, after GraphQL's own. */
  readonly rules: ValidationRule[];
  /** For Apollo's `validationOptions`. */
  readonly validationOptions: { readonly maxErrors: number; readonly hideSuggestions: boolean };
  /** For Apollo's `executionOptions` and the `options` of graphql-js's `execute`. */
  readonly executionOptions: NonNullable<ExecutionArgs['options']>;
  /**
   * Parses a document. Throws BAD_USER_INPUT/QUERY_TOO_LONG beyond the token limit, otherwise graphql-js's
   * syntax error.
   */
  parse(source: string): DocumentNode;
  /** Fields of a document with its fragments written out, at least 1: the work of reading and of compiling it. */
  fieldsOf(document: DocumentNode): number;
  /** From now on this document is refused with `refusal` instead of being validated. */
  refuse(document: DocumentNode, refusal: HouseError): void;
  /** GraphQL's own rules and ours; at most `maxErrors` errors, none when the document may be executed. */
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
  /**
   * What depends on who asks and with which variables, so it runs for each request, after validation (Apollo:
   * in `didResolveOperation`). Answers the cost in points. Throws FORBIDDEN/INTROSPECTION_OFF and
   * BAD_USER_INPUT/QUERY_TOO_EXPENSIVE or CONTROL_CHARACTER.
   */
  admit(
    schema: GraphQLSchema,
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>> | null | undefined,
    authenticated: boolean,
  ): number;
}

const DEFAULT_MAX_FIELDS = 400;
const DEFAULT_MAX_ERRORS = 5;
/** The usual query of introspection tools has 14 levels and 230 fields. */
const MAX_INTROSPECTION_DEPTH = 20;
const MAX_INTROSPECTION_FIELDS = 600;
const EMPTY: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** Builds the guard of one server. It keeps nothing but the sizes of documents that still live. */
export function createQueryGuard(limits: QueryLimits): QueryGuard {
  const sizes = new WeakMap<DocumentNode, DocumentSize>();
  const sizeOf = (document: DocumentNode): DocumentSize => {
    const size = sizes.get(document) ?? measureDocument(document);
    sizes.set(document, size);
    return size;
  };
  const refused = new WeakMap<DocumentNode, HouseError>();
  const faultsOf = (document: DocumentNode): HouseError[] => {
    const tooMuch = excesses(sizeOf(document), limits);
    return tooMuch.length > 0 ? tooMuch : [faultOfSubscriptionRoots(document) ?? []].flat();
  };
  const rule: ValidationRule = (context) => ({
    Document(document) {
      const before = refused.get(document);
      const refusals = before ? [before] : faultsOf(document);
      for (const refusal of refusals) context.reportError(toGraphQLError(refusal));
      // The rules walk what this returns instead: after a refusal none of them does any further work.
      return refusals.length > 0 ? EMPTY : undefined;
    },
  });
  const parseOptions = { maxTokens: limits.maxTokens };
  // graphql-js answers one error more, which says that it stopped.
  const maxErrors = (limits.maxErrors ?? DEFAULT_MAX_ERRORS) - 1;
  const validationOptions = { maxErrors, hideSuggestions: limits.hideSuggestions ?? true };
  const rules = [rule, plainLiterals];
  return {
    parseOptions,
    rules,
    validationOptions,
    executionOptions: { maxCoercionErrors: maxErrors },
    parse(source) {
      try {
        return parse(source, parseOptions);
      } catch (error) {
        throw (error instanceof GraphQLError ? asTooLong(error) : undefined) ?? error;
      }
    },
    fieldsOf(document) {
      const { fields, introspectionFields } = sizeOf(document);
      // What is larger is refused before any rule has walked it.
      return Math.min(Math.max(1, fields + introspectionFields), MAX_INTROSPECTION_FIELDS);
    },
    refuse: (document, refusal) => void refused.set(document, refusal),
    validate: (schema, document) =>
      validate(schema, document, [...specifiedRules, ...rules], validationOptions),
    admit(schema, document, operationName, variables, authenticated) {
      if (sizeOf(document).introspectionFields > 0 && !limits.introspection(authenticated))
        throw introspectionOff();
      mustBePlain(document, operationName, variables);
      return enforceCost(schema, document, operationName, variables, limits.maxCost);
    },
  };
}

function excesses(size: DocumentSize, limits: QueryLimits): HouseError[] {
  const checks = [
    ['QUERY_TOO_DEEP', limits.maxDepth, size.depth],
    ['QUERY_TOO_DEEP', MAX_INTROSPECTION_DEPTH, size.introspectionDepth],
    ['TOO_MANY_ALIASES', limits.maxAliases, size.aliases],
    ['TOO_MANY_ROOT_FIELDS', limits.maxRootFields, size.rootFields],
    ['TOO_MANY_DIRECTIVES', limits.maxDirectives, size.directives],
    ['TOO_MANY_FIELDS', limits.maxFields ?? DEFAULT_MAX_FIELDS, size.fields],
    ['TOO_MANY_FIELDS', MAX_INTROSPECTION_FIELDS, size.introspectionFields],
  ] as const;
  return checks
    .filter(([, limit, found]) => found > limit)
    .map(([reason, limit, found]) => overLimit(reason, limit, found));
}
