/** What the server says of itself to its page. */
export interface Settings {
  /** Are there demo accounts whose tokens are at hand? */
  readonly demo: boolean;
  /** How people sign in by themselves; null: they paste a token. */
  readonly signIn: { readonly issuer: string; readonly clientId: string; readonly audience: string } | null;
}

/** An address of this server, wherever a proxy has put the page. */
export function ownAddress(path: string): string {
  return new URL(path, document.baseURI).href;
}

export async function readSettings(): Promise<Settings> {
  const answer = await fetch(ownAddress('dashboard/settings'));
  if (!answer.ok) throw new Error(`settings: ${answer.status}`);
  return (await answer.json()) as Settings;
}
