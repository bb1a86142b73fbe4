import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Characters of text that are kept in all; a parsed and compiled document takes some fifty times its text. */
const MOST_CHARACTERS = 1_000_000;
const MOST_DOCUMENTS = 2_000;

/**
 * Documents that have been parsed, validated and admitted once, by their very text. Only what an account sent is
 * kept, never what a stranger did; the least used leave first.
 */
export type KnownDocuments = Pick<LRUCache<string, DocumentNode>, 'get' | 'set'>;

/** Those of one server. */
export function createKnownDocuments(): KnownDocuments {
  return new LRUCache<string, DocumentNode>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_document, text) => text.length + 1,
  });
}
