import type { Session } from './session.js';
import { ownAddress } from './settings.js';
import type { Language } from './words.js';

/** A refusal of the API, with its sentence in both languages. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly reason: string,
    readonly text: Readonly<Record<Language, string>>,
  ) {
    super(`${code}/${reason}`);
  }
}

interface Answered<T> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: {
      readonly code?: string;
      readonly reason?: string;
      readonly text?: Record<Language, string>;
    };
  }[];
}

/** Asks the API once, over HTTP. Where only a part is missing the rest comes. @throws Refusal, or what fetch throws when nobody answers */
export async function ask<T>(
  session: Session,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const answer = await fetch(ownAddress('graphql'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${await session.token()}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as Answered<T>;
  const [first] = errors ?? [];
  if (first && Object.values(data ?? {}).every((part) => part === null)) {
    const { code = 'UNKNOWN', reason = code, text } = first.extensions ?? {};
    throw new Refusal(code, reason, text ?? { zh: first.message, en: first.message });
  }
  return data as T;
}
