import fastifyStatic from '@fastify/static';
import { getDistDirectory } from 'altair-static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DemoAccount } from './development-provider.js';
import { languageOf, playgroundPolicy, renderPlaygroundPage, renderStartScript } from './playground-page.js';
import type { PlaygroundTab } from './playground-tabs.js';

export interface PlaygroundOptions {
  /** Where browsers reach this server: `http://127.0.0.1:4000`. */
  publicUrl: string;
  tabs: readonly PlaygroundTab[];
  /** Embedded mode alone: the demo accounts, and a fresh token for one of them. Without it there is no `/play/tokens`. */
  demo?: {
    accounts: () => Promise<readonly DemoAccount[]>;
    issueToken: (handle: string) => Promise<string>;
  };
}

/** The playground at `/play`, from our own files; it works with the network cut. Register it without a prefix. */
export async function playground(fastify: FastifyInstance, options: PlaygroundOptions): Promise<void> {
  const { publicUrl, tabs, demo } = options;
  const page = renderPlaygroundPage();
  const policy = playgroundPolicy(publicUrl);

  fastify.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
  fastify.get('/play', async (_request, reply) => reply.redirect('play/', 302));
  fastify.get('/play/', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page),
  );
  fastify.get('/play/start.js', async (request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .type('text/javascript; charset=utf-8')
      .send(renderStartScript(tabs, languageOf(request.headers['accept-language']), demo !== undefined)),
  );
  if (demo !== undefined) {
    serveTokens(fastify, publicUrl, demo);
    // Whoever types the address alone wants to see something; a deployment has no page to show.
    fastify.get('/', async (_request, reply) => reply.redirect('play/', 302));
  }
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: '/play/',
    index: false,
    decorateReply: false,
    // Altair's frame for user scripts needs eval and a foreign origin; the examples need no scripts.
    allowedPath: (path) => !path.includes('iframe-sandbox'),
  });
}

function serveTokens(
  fastify: FastifyInstance,
  publicUrl: string,
  { accounts, issueToken }: NonNullable<PlaygroundOptions['demo']>,
): void {
  fastify.get('/play/tokens', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isOwnPage(request, publicUrl)) return reply.code(403).send([]);
    return Promise.all(
      (await accounts()).map(async ({ handle, name, role }) => ({
        handle,
        name,
        role,
        token: await issueToken(handle),
      })),
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
