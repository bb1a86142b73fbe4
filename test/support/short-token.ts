import { createDevelopmentSignIn } from '#server/development-sign-in.js';
import type { World } from './world.js';

/** A real token of this world's own sign-in that ends so soon; whole seconds, 1 or more. */
export async function shortToken(world: World, handle: string, seconds: number): Promise<string> {
  const signIn = await createDevelopmentSignIn({
    issuer: `${world.baseUrl}/oidc`,
    accounts: async () => [{ handle, name: handle, role: 'COUNTY_BUREAU' }],
    dataDir: world.dataDir,
    audience: 'labor-bridge',
    ttlSeconds: seconds,
  });
  return signIn.issueToken(handle);
}
