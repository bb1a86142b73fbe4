import { type DocumentNode, getOperationAST } from 'graphql';
import type { Viewer } from '#access/viewer.js';
import type { KnownDocuments } from './known-documents.js';
import { operationUnknown, type QueryWork } from './query-work.js';

/** What a client sends to have something run. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/**
 * The document of what is asked on a line that stays open: parsed and validated unless it is known, and paid for.
 * Equal texts give one and the same document, so that equal streams share their frames. Its faults, where the
 * rules find any.
 * @throws HouseError RATE_LIMITED, BAD_USER_INPUT of limits; GraphQLError of the syntax.
 */
export async function admitDocument(
  { work, documents }: { readonly work: QueryWork; readonly documents: KnownDocuments },
  viewer: Viewer,
  { query, operationName, variables }: Asked,
): Promise<{ readonly document: DocumentNode } | { readonly faults: readonly unknown[] }> {
  const known = documents.get(query);
  const document = known ?? (await readBy(work, viewer, query));
  if (!known) {
    const faults = work.validate(document);
    if (faults.length > 0) return { faults };
  }
  if (!getOperationAST(document, operationName)) throw operationUnknown();
  await work.charge(viewer, document, operationName ?? undefined, variables ?? undefined);
  // Another who sent the same may have been faster.
  const first = documents.get(query);
  if (!first) documents.set(query, document);
  return { document: first ?? document };
}

/** The parsed document, its reading paid for. */
async function readBy(work: QueryWork, viewer: Viewer, query: string): Promise<DocumentNode> {
  let document: DocumentNode | undefined;
  try {
    document = work.guard.parse(query);
    return document;
  } finally {
    await work.chargeReading(viewer, document);
  }
}
