import { join } from 'node:path';
import { systemViewer } from '#access/viewer.js';
import { demoAccounts } from '#party/demo-accounts.js';
import type { DevelopmentSignIn } from '#server/development-sign-in.js';
import { openOperation } from '#store/open-operation.js';
import type { Config } from './config.js';
import type { Ground } from './ground.js';
import { projectRoot } from './project-root.js';

/**
 * What production never needs, a tenth of all there is to load: imported only where it is used.
 * Whoever waits for them hears of a fault.
 */
export function roomsOf({ developmentSignIn, playground, dashboard }: Config) {
  const rooms = {
    signIn: developmentSignIn ? import('#server/development-sign-in.js') : undefined,
    playground: playground ? import('#server/playground.js') : undefined,
    dashboard: dashboard.on ? import('#server/dashboard.js') : undefined,
  };
  for (const room of Object.values(rooms)) room?.catch(() => undefined);
  return rooms;
}

/** The page at `/`, unless it is switched off or was never built, as in a folder with the compiled program alone. */
export async function wallScreen(
  config: Config,
  publicUrl: string,
  room: ReturnType<typeof roomsOf>['dashboard'],
) {
  const folder = join(projectRoot(), 'dist', 'dashboard');
  const page = await room;
  if (!page?.dashboardIsBuilt(folder)) return undefined;
  const { clientId } = config.dashboard;
  const issuer = config.oidc.issuer ?? `${publicUrl}/oidc`;
  const signIn = clientId ? { issuer, clientId, audience: config.oidc.audience } : undefined;
  return { dashboard: page.dashboard, options: { folder, publicUrl, signIn } };
}

/** The demo accounts' sign-in exists only where there is a demo: never on a database of real people. */
export async function openSignIn(
  config: Config,
  world: Ground,
  publicUrl: string,
  ttlSeconds: number | undefined,
  room: ReturnType<typeof roomsOf>['signIn'],
): Promise<DevelopmentSignIn | undefined> {
  if (!room || !world.demo) return undefined;
  return (await room).createDevelopmentSignIn({
    issuer: `${publicUrl}/oidc`,
    accounts: () => demoAccounts(openOperation(world.ground, systemViewer('door'))),
    dataDir: config.dataDir,
    audience: config.oidc.audience,
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  });
}
