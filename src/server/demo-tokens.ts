import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DemoAccount } from './development-provider.js';

/** The demo accounts, and a fresh token for one of them. Only the embedded mode has any. */
export interface DemoTokens {
  readonly accounts: () => Promise<readonly DemoAccount[]>;
  readonly issueToken: (handle: string) => Promise<string>;
}

/**
 * Serves the demo accounts with fresh tokens at `path`, to our own pages alone: 403 to any other. `?handle=` asks
 * for one account, otherwise all come.
 */
export function serveDemoTokens(
  fastify: FastifyInstance,
  path: string,
  publicUrl: string,
  { accounts, issueToken }: DemoTokens,
): void {
  fastify.get<{ Querystring: { handle?: unknown } }>(path, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isOwnPage(request, publicUrl)) return reply.code(403).send([]);
    const { handle: wanted } = request.query;
    const asked = (await accounts()).filter(({ handle }) => wanted === undefined || handle === wanted);
    return Promise.all(
      asked.map(async ({ handle, name, role }) => ({ handle, name, role, token: await issueToken(handle) })),
    );
  });
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]', '::1'];

/**
 * Is it our own page that asks, under an address that is ours? A foreign page cannot read the answer across
 * origins, but it could let its own name resolve to this machine (DNS rebinding); the Host tells.
 */
function isOwnPage(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return LOOPBACK.includes(request.hostname) || request.hostname === new URL(publicUrl).hostname;
}
