import { type AdapterPayload, errors, Provider, type ResourceServer } from 'oidc-provider';
import { createDevelopmentMemory } from './development-memory.js';
import { clientIdOf, clientSecretOf, deriveSecret, type DevelopmentSecrets } from './development-secrets.js';

/** The path under which the sign-in stands on this server, whatever stands before it in the public address. */
export const SIGN_IN_PATH = '/oidc';
/** The public client (no secret, PKCE required) with which a browser signs in. */
const PLAYGROUND_CLIENT = 'playground';
const SCOPE = 'api';

/** An account that anybody on this machine may act as. Invented, and only in a demo database. */
export interface DemoAccount {
  /** `county@liping`; also the `sub` of its tokens. */
  handle: string;
  name: string;
  role: string;
}

interface DevelopmentProviderOptions {
  issuer: string;
  audience: string;
  /** Life of a token in seconds. */
  ttlSeconds: number;
  /** Where the public client may be sent back to. */
  redirectUris: readonly string[];
  accounts: () => Promise<readonly DemoAccount[]>;
  secrets: DevelopmentSecrets;
}

/** A real OpenID provider over the demo accounts, and the one resource (our API) that it issues tokens for. */
export function createDevelopmentProvider(options: DevelopmentProviderOptions): {
  provider: Provider;
  resource: string;
  resourceServer: ResourceServer;
} {
  const { issuer, audience, ttlSeconds, accounts, secrets } = options;
  // A resource indicator is an absolute URI (RFC 8707, section 2); the audience in the token stays as it is.
  const resource = URL.canParse(audience) ? audience : `urn:${audience}`;
  const resourceServer: ResourceServer = {
    scope: SCOPE,
    audience,
    accessTokenTTL: ttlSeconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
  const memory = createDevelopmentMemory();

  async function clientMetadata(clientId: string): Promise<AdapterPayload | undefined> {
    const account = (await accounts()).find(({ handle }) => clientIdOf(handle) === clientId);
    if (account === undefined) return undefined;
    return {
      client_id: clientId,
      client_name: account.handle,
      client_secret: clientSecretOf(secrets, account.handle),
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: SCOPE,
    };
  }

  const provider = new Provider(issuer, {
    // The accounts are asked each time, so one that is added or taken away counts at once.
    adapter: (model) => (model === 'Client' ? { ...memory(model), find: clientMetadata } : memory(model)),
    clients: [
      {
        client_id: PLAYGROUND_CLIENT,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [...options.redirectUris],
        scope: `openid profile ${SCOPE}`,
      },
    ],
    jwks: { keys: [secrets.signingKey] },
    cookies: {
      keys: [deriveSecret(secrets, 'cookies')],
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    scopes: ['openid', 'profile', SCOPE],
    claims: { openid: ['sub'], profile: ['name', 'role'] },
    conformIdTokenClaims: false,
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    // A page fetches its token from where it may be sent back to, and from nowhere else.
    clientBasedCORS: (_ctx, origin, { redirectUris = [] }) =>
      redirectUris.some((uri) => new URL(uri).origin === origin),
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `${new URL(issuer).pathname}/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget();
          return resourceServer;
        },
      },
    },
    formats: {
      customizers: {
        // A client acts as its account: the subject is the handle, the same as after signing in by the page.
        jwt: async (_ctx, token, jwt) => {
          if (token.kind !== 'ClientCredentials') return;
          const account = (await accounts()).find(({ handle }) => clientIdOf(handle) === token.clientId);
          if (account === undefined) throw new errors.InvalidClient('the account is no more');
          jwt.payload.sub = account.handle;
        },
      },
    },
    findAccount: async (_ctx, handle) => {
      const account = (await accounts()).find((each) => each.handle === handle);
      if (account === undefined) return undefined;
      const { name, role } = account;
      return { accountId: handle, claims: async () => ({ sub: handle, name, role }) };
    },
    // The click on an account is the consent: nothing belongs to anybody here.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider: self } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const earlier = session.grantIdFor(client.clientId);
      if (earlier !== undefined) return self.Grant.find(earlier);
      const grant = new self.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(`openid profile ${SCOPE}`);
      grant.addResourceScope(resource, SCOPE);
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: ttlSeconds,
      ClientCredentials: ttlSeconds,
      IdToken: ttlSeconds,
      AuthorizationCode: 60,
      Interaction: 3_600,
      Session: 86_400,
      Grant: 86_400,
    },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = `${out.error}: ${out.error_description ?? ''}\n`;
    },
  });
  // The public address is the issuer's, told by us in these headers on each request and never by the caller.
  provider.proxy = true;
  return { provider, resource, resourceServer };
}
