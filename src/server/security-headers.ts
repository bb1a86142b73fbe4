import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * Helmet's headers for answers that are data and no page: nothing may be loaded, framed or guessed. They are the
 * same for every request, so helmet says them once. A page of ours sends its own content-security-policy.
 */
export function securityHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const listener = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } })(
    {} as IncomingMessage,
    listener as unknown as ServerResponse,
    (fault?: unknown) => {
      if (fault) throw fault;
    },
  );
  return headers;
}
