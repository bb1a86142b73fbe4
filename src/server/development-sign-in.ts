import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { badInput, notFound } from '#kernel/error.js';
import { createDevelopmentProvider, type DemoAccount, SIGN_IN_PATH } from './development-provider.js';
import { clientIdOf, clientSecretOf, openDevelopmentSecrets } from './development-secrets.js';
import { renderSignInEnded, renderSignInPage, signInPagePolicy } from './development-sign-in-page.js';
import { named } from './named-plugin.js';

export interface DevelopmentSignInOptions {
  /** `${publicUrl}/oidc`. */
  issuer: string;
  accounts: () => Promise<readonly DemoAccount[]>;
  /** The signing key and the installation secret are kept here, in a file of mode 0600. */
  dataDir: string;
  /** The `aud` of every token. */
  audience: string;
  /** Life of a token in seconds, 1 to 86 400; an hour if not said. */
  ttlSeconds?: number;
  /** Where the public client `playground` may be sent back to; `${publicUrl}/play/` and `${publicUrl}/` if not said. */
  redirectUris?: readonly string[];
}

export interface DevelopmentSignIn {
  /** Serves the provider and its page under `/oidc`. */
  register(fastify: FastifyInstance): void;
  /** A fresh token of a demo account, without a request. @throws NOT_FOUND when there is no such account */
  issueToken(handle: string): Promise<string>;
  /** What a program needs for the client_credentials grant as this account. */
  clientFor(handle: string): { clientId: string; clientSecret: string };
}

/**
 * The sign-in of the embedded mode: a real OpenID provider for the demo accounts, where a click (or a client
 * secret from the data folder) is all it takes. It must not exist in production.
 * @throws BAD_USER_INPUT / OUT_OF_RANGE for a token life outside its bounds
 */
export async function createDevelopmentSignIn(options: DevelopmentSignInOptions): Promise<DevelopmentSignIn> {
  const { issuer, accounts, dataDir, audience, ttlSeconds = 3_600 } = options;
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > 86_400) {
    throw badInput(
      'ttlSeconds',
      'OUT_OF_RANGE',
      { zh: '令牌有效期须为 1 到 86400 秒。', en: 'The life of a token must be 1 to 86400 seconds.' },
      { limit: 86_400 },
    );
  }
  const secrets = await openDevelopmentSecrets(dataDir);
  const base = issuer.slice(0, issuer.lastIndexOf('/') + 1);
  const { provider, resource, resourceServer } = createDevelopmentProvider({
    issuer,
    audience,
    ttlSeconds,
    redirectUris: options.redirectUris ?? [`${base}play/`, base],
    accounts,
    secrets,
  });

  return {
    register: (fastify) => mount(fastify, { provider, issuer: new URL(issuer), accounts }),
    async issueToken(handle) {
      const client = await provider.Client.find(clientIdOf(handle));
      if (client === undefined) throw notFound({ zh: '演示账号', en: 'demo account' });
      const token = new provider.ClientCredentials({ client, scope: resourceServer.scope });
      token.resourceServer = new provider.ResourceServer(resource, resourceServer);
      return token.save();
    },
    clientFor: (handle) => ({ clientId: clientIdOf(handle), clientSecret: clientSecretOf(secrets, handle) }),
  };
}

interface Mounted {
  provider: Provider;
  issuer: URL;
  accounts: DevelopmentSignInOptions['accounts'];
}

function mount(fastify: FastifyInstance, { provider, issuer, accounts }: Mounted): void {
  const handle = provider.callback();
  provider.silent = true;
  provider.on('server_error', (_ctx, error) =>
    fastify.log.error({ err: error }, 'development sign-in failed'),
  );

  // One scope for the provider, which reads bodies itself; another for the page, whose form we read.
  const serveProvider = async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.all(`${SIGN_IN_PATH}/*`, async (request, reply) => {
      const raw: IncomingMessage & { originalUrl?: string } = request.raw;
      present(raw, issuer);
      // The provider routes by what follows its prefix and builds its addresses from the whole.
      const rest = (raw.url ?? '').slice(SIGN_IN_PATH.length);
      raw.originalUrl = `${issuer.pathname}${rest}`;
      raw.url = rest;
      // The provider writes for itself from here on; what every answer of ours says goes along.
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
      reply.hijack();
      await handle(raw, reply.raw);
    });
  };
  fastify.register(named('sign-in provider', serveProvider));

  const servePage = async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4_096 },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.get(`${SIGN_IN_PATH}/accounts`, async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return (await accounts()).map(({ handle, name, role }) => ({ handle, name, role }));
    });
    const page = `${SIGN_IN_PATH}/interaction/:uid`;
    scope.get(page, async (request, reply) =>
      orEnded(reply, async () => {
        const { params } = await interactionOf(provider, issuer, request, reply);
        const returnTo = typeof params.redirect_uri === 'string' ? params.redirect_uri : undefined;
        const nonce = randomBytes(16).toString('base64');
        return sendPage(reply, 200, nonce, renderSignInPage(await accounts(), nonce), returnTo);
      }),
    );
    scope.post<{ Body: URLSearchParams | undefined }>(page, async (request, reply) =>
      orEnded(reply, async () => {
        await interactionOf(provider, issuer, request, reply);
        const chosen = request.body?.get('handle');
        const account = (await accounts()).find(({ handle }) => handle === chosen);
        if (account === undefined) throw new errors.SessionNotFound('no such account');
        const onward = await provider.interactionResult(request.raw, reply.raw, {
          login: { accountId: account.handle },
        });
        return reply.redirect(onward, 303);
      }),
    );
  };
  fastify.register(named('sign-in page', servePage));
}

/** The running sign-in of this browser; it must be the one in the address. */
async function interactionOf(
  provider: Provider,
  issuer: URL,
  request: FastifyRequest,
  reply: FastifyReply,
): ReturnType<Provider['interactionDetails']> {
  present(request.raw, issuer);
  const interaction = await provider.interactionDetails(request.raw, reply.raw);
  const { uid } = request.params as { uid: string };
  if (interaction.uid !== uid) throw new errors.SessionNotFound('another sign-in');
  return interaction;
}

/** Tells the provider its public address: the issuer's, whatever Host or proxy headers the caller wrote. */
function present(request: IncomingMessage, issuer: URL): void {
  request.headers['x-forwarded-host'] = issuer.host;
  request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1);
  delete request.headers['x-forwarded-for'];
}

async function orEnded(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    const nonce = randomBytes(16).toString('base64');
    return sendPage(reply, 400, nonce, renderSignInEnded(nonce), undefined);
  }
}

function sendPage(
  reply: FastifyReply,
  status: number,
  nonce: string,
  html: string,
  returnTo: string | undefined,
): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', signInPagePolicy(nonce, returnTo))
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(html);
}
