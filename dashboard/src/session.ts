import { ownAddress } from './settings.js';

/** Somebody who is signed in. Tokens live in memory alone; only a demo account's name outlives a reload. */
export interface Session {
  /** Gives a token that is good for a while. @throws when there is none any more */
  token(): Promise<string>;
}

/** A demo account, as the server offers it. */
export interface DemoAccount {
  readonly handle: string;
  readonly name: string;
  readonly role: string;
}

const KEPT = 'labor-bridge-demo-account';
/** A token is renewed this long before its end, in ms. */
const MARGIN_MS = 60_000;

export async function demoAccounts(): Promise<DemoAccount[]> {
  const answer = await fetch(ownAddress('dashboard/tokens'));
  if (!answer.ok) throw new Error(`demo accounts: ${answer.status}`);
  return (await answer.json()) as DemoAccount[];
}

/** Signs in as a demo account; each token is fetched when it is needed. */
export function asDemo(handle: string): Session {
  sessionStorage.setItem(KEPT, handle);
  return {
    token: kept(async () => {
      const answer = await fetch(ownAddress(`dashboard/tokens?handle=${encodeURIComponent(handle)}`));
      if (!answer.ok) throw new Error(`no token: ${answer.status}`);
      const [found] = (await answer.json()) as { token: string }[];
      // No such account: the server shall say so, which ends the session.
      return found?.token ?? '';
    }),
  };
}

/** The demo account of this browser tab before it was loaded anew. */
export function keptDemo(): Session | undefined {
  const handle = sessionStorage.getItem(KEPT);
  return handle ? asDemo(handle) : undefined;
}

export function withToken(token: string): Session {
  return { token: async () => token };
}

export function forgetDemo(): void {
  sessionStorage.removeItem(KEPT);
}

/** The same token until shortly before its end, also for those who ask at once. */
export function kept(fetchToken: () => Promise<string>): () => Promise<string> {
  let current: Promise<string> | undefined;
  let until = 0;
  return () => {
    if (current && Date.now() < until) return current;
    until = Number.POSITIVE_INFINITY;
    const asked = fetchToken();
    current = asked;
    asked.then(
      (token) => (until = endOf(token) - MARGIN_MS),
      () => (current = undefined),
    );
    return asked;
  };
}

/** When a JWT ends, in ms; what cannot be read is asked for anew each time. It is not trusted, only planned with. */
function endOf(token: string): number {
  try {
    const [, body = ''] = token.split('.');
    const { exp } = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: number };
    return (exp ?? 0) * 1000;
  } catch {
    return 0;
  }
}
