import * as oauth from 'oauth4webapi';
import { kept, type Session } from './session.js';
import type { Settings } from './settings.js';

/* Signing in by the authorization code with PKCE (RFC 7636, RFC 9700 section 2.1.1), as a public client. */

type Issuer = NonNullable<Settings['signIn']>;

/** What must outlive the way to the issuer and back; it is no token and good for one sign-in. */
interface OnTheWay {
  readonly verifier: string;
  readonly state: string;
  readonly hash: string;
}

const KEPT = 'labor-bridge-signing-in';

/** A development issuer on this machine has no TLS. */
function plain(issuer: string) {
  const { protocol, hostname } = new URL(issuer);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'http:' && isHere ? { [oauth.allowInsecureRequests]: true } : {};
}

async function discover({ issuer }: Issuer): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, plain(issuer)));
}

/** Where the issuer sends people back to: this page without what was said in its address. */
function ownPage(): string {
  const { origin, pathname } = location;
  return `${origin}${pathname}`;
}

/** RFC 8707: the token must be for our API; a resource is named by an absolute URI. */
function resource({ audience }: Issuer): Record<string, string> {
  return URL.canParse(audience) ? { resource: audience } : {};
}

/** Leaves the page for the issuer. */
export async function beginSignIn(issuer: Issuer): Promise<void> {
  const server = await discover(issuer);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, hash: location.hash } satisfies OnTheWay));
  const to = new URL(server.authorization_endpoint ?? '');
  const said = {
    client_id: issuer.clientId,
    redirect_uri: ownPage(),
    response_type: 'code',
    scope: 'openid',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...resource(issuer),
  };
  for (const [name, value] of Object.entries(said)) to.searchParams.set(name, value);
  location.assign(to);
}

/** Does the address say that the issuer has sent somebody back? */
export function isReturning(): boolean {
  return sessionStorage.getItem(KEPT) !== null && /[?&](code|error)=/.test(location.search);
}

/** Exchanges the code of the address for tokens. @throws when it is not ours, or refused */
export async function finishSignIn(issuer: Issuer): Promise<Session> {
  const { verifier, state, hash } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as OnTheWay;
  sessionStorage.removeItem(KEPT);
  const came = new URL(location.href);
  history.replaceState(null, '', `${location.pathname}${hash}`);
  const server = await discover(issuer);
  const client: oauth.Client = { client_id: issuer.clientId };
  const code = oauth.validateAuthResponse(server, client, came, state);
  const options = { additionalParameters: resource(issuer), ...plain(issuer.issuer) };
  const none = oauth.None();
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    none,
    code,
    ownPage(),
    verifier,
    options,
  );
  let tokens = await oauth.processAuthorizationCodeResponse(server, client, answer);
  let first: string | undefined = tokens.access_token;
  const token = kept(async () => {
    const once = first;
    first = undefined;
    if (once !== undefined) return once;
    // Where there is no new one the server refuses the old one, which ends the session; an issuer that is out of
    // reach is asked again.
    if (!tokens.refresh_token) return tokens.access_token;
    const renewed = await oauth.refreshTokenGrantRequest(server, client, none, tokens.refresh_token, options);
    try {
      tokens = { ...tokens, ...(await oauth.processRefreshTokenResponse(server, client, renewed)) };
    } catch (cause) {
      if (!(cause instanceof oauth.ResponseBodyError)) throw cause;
    }
    return tokens.access_token;
  });
  return { token };
}
