import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type DemoTokens, serveDemoTokens } from './demo-tokens.js';

export interface DashboardOptions {
  /** Where `npm run build` left the page: `dist/dashboard`. */
  readonly folder: string;
  /** Where browsers reach this server: `http://127.0.0.1:4000`. */
  readonly publicUrl: string;
  /** Embedded mode alone. Without it there is no `/dashboard/tokens`. */
  readonly demo?: DemoTokens | undefined;
  /** How people sign in by themselves; without it they paste a token. */
  readonly signIn?:
    | { readonly issuer: string; readonly clientId: string; readonly audience: string }
    | undefined;
}

/** Is the page there to be served? It is not where only the program was compiled. */
export function dashboardIsBuilt(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** The wall screen at `/`, from our own files alone; it works with the network cut. Register it without a prefix. */
export async function dashboard(fastify: FastifyInstance, options: DashboardOptions): Promise<void> {
  const { folder, publicUrl, demo, signIn } = options;
  const policy = dashboardPolicy(publicUrl, signIn?.issuer);
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' });
  });
  await fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    // A file's name has the hash of what is in it: what was loaded once need not be asked for again.
    immutable: true,
    maxAge: '365d',
  });
  fastify.get('/', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', folder, { cacheControl: false }),
  );
  fastify.get('/dashboard/settings', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ demo: demo !== undefined, signIn: signIn ?? null }),
  );
  if (demo) serveDemoTokens(fastify, '/dashboard/tokens', publicUrl, demo);
}

/** What the page may load and whom it may talk to: this server, and the issuer where people sign in. */
export function dashboardPolicy(publicUrl: string, issuer: string | undefined): string {
  const { host } = new URL(publicUrl);
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    // Older browsers do not count ws: as 'self'.
    `connect-src 'self' ws://${host} wss://${host}${issuer ? ` ${new URL(issuer).origin}` : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
