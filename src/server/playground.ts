import fastifyStatic from '@fastify/static';
import { getDistDirectory } from 'altair-static';
import type { FastifyInstance } from 'fastify';
import { type DemoTokens, serveDemoTokens } from './demo-tokens.js';
import { languageOf, playgroundPolicy, renderPlaygroundPage, renderStartScript } from './playground-page.js';
import type { PlaygroundTab } from './playground-tabs.js';

export interface PlaygroundOptions {
  /** Where browsers reach this server: `http://127.0.0.1:4000`. */
  publicUrl: string;
  tabs: readonly PlaygroundTab[];
  /** Embedded mode alone. Without it there is no `/play/tokens`. */
  demo?: DemoTokens | undefined;
  /** Does the bare address lead here, as it does where there is no other page? */
  atRoot?: boolean;
}

/** The playground at `/play`, from our own files; it works with the network cut. Register it without a prefix. */
export async function playground(fastify: FastifyInstance, options: PlaygroundOptions): Promise<void> {
  const { publicUrl, tabs, demo, atRoot = demo !== undefined } = options;
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
  if (demo !== undefined) serveDemoTokens(fastify, '/play/tokens', publicUrl, demo);
  // Whoever types the address alone wants to see something.
  if (atRoot) fastify.get('/', async (_request, reply) => reply.redirect('play/', 302));
  await fastify.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: '/play/',
    index: false,
    decorateReply: false,
    // Altair's frame for user scripts needs eval and a foreign origin; the examples need no scripts.
    allowedPath: (path) => !path.includes('iframe-sandbox'),
  });
}
