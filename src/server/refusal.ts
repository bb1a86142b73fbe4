import type { ErrorDetails, Message } from '#kernel/error.js';

/** What a caller is told of an error, before it is put into the form of GraphQL. Never holds a value of a person. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly text: Message;
  readonly details?: ErrorDetails;
}
