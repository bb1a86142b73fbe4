import type { Operation } from '#kernel/operation.js';

/**
 * What a verb asks of whoever can speak GraphQL and knows the settings: the porch. A room below it is handed this by
 * its door.
 */
export interface WebhookCare {
  /** The address as it will be used; refuses one that is not reached (webhook-url.rules). */
  reachable(field: string, url: string): string;
  /**
   * The topic of a document: its subscription field. Refuses what could not be subscribed to by this viewer, with
   * BAD_USER_INPUT naming `document` or `variables`, and takes the reading from the account's minute.
   */
  topicOf(op: Operation, document: string, variables: string | null): Promise<string>;
}
