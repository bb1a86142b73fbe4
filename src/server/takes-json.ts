/** The forms of an answer that is no stream (GraphQL over HTTP, section 4.1). */
const FORMS = ['application/graphql-response+json', 'application/json'] as const;

interface Range {
  // `application/json`, or a range of types, in small letters.
  readonly type: string;
  readonly refused: boolean;
}

/**
 * May an answer to a request with this Accept header be one of our forms? Absent: anything may (RFC 9110, section
 * 12.5.1). To be asked before a mutation runs: a refusal after it would hide that it has.
 */
export function takesJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const ranges = accept.split(',').flatMap((text) => rangeOf(text) ?? []);
  return FORMS.some((form) => {
    // The most specific one that names it decides.
    const named = [form, 'application/*', '*/*'].map((type) => ranges.find((range) => range.type === type));
    const first = named.find((range) => range !== undefined);
    return first !== undefined && !first.refused;
  });
}

/** Undefined where it is of another charset than ours. */
function rangeOf(text: string): Range | undefined {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((part) => part.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) return undefined;
  return { type, refused: parameters.some((part) => /^q=0(?:\.0*)?$/.test(part)) };
}
