import { type App, startApp } from '#app.js';
import { readConfig } from '#config.js';
import { KEYS, type World } from './world.js';

/**
 * A second server on a world's database, as a production deployment runs: `serve` mode, with the world's own
 * sign-in as its issuer, so that the world's tokens are good here. `env` are settings of the README's table.
 */
export function startServing(world: World, env: Record<string, string> = {}): Promise<App> {
  const settings = {
    DATABASE_URL: world.url,
    OIDC_ISSUER: `${world.baseUrl}/oidc`,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_POOL: '4',
    ...KEYS,
    ...env,
  };
  return startApp(readConfig(settings, 'serve'), { say: () => undefined });
}
