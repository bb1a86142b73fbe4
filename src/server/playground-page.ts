import { renderAltair } from 'altair-static';
import { PLAYGROUND_MANNERS } from './playground-manners.js';
import type { PlaygroundTab } from './playground-tabs.js';

/** Where the page finds the GraphQL endpoint, seen from `/play/`. */
const ENDPOINT = '../graphql';

/** The account that most examples begin with; the page opens as it where there is one. */
const FIRST_ACCOUNT = 'county@liping';

/** The HTML of the playground; everything it loads is named relative to itself. */
export function renderPlaygroundPage(): string {
  return renderAltair({ baseURL: './', serveInitialOptionsInSeperateRequest: 'start.js' });
}

/**
 * The script that starts Altair: addresses from where the page is, a tab for each example, and in the
 * embedded mode an environment for each demo account with a token fetched this moment. The days that examples
 * speak of are days in China.
 */
export function renderStartScript(
  tabs: readonly PlaygroundTab[],
  language: PlaygroundLanguage,
  withAccounts: boolean,
): string {
  const header = { Authorization: 'Bearer {{token}}' };
  const windows = tabs.map(({ name, query, variables }) => ({
    initialName: name,
    initialQuery: query,
    initialVariables: variables,
    initialHeaders: header,
    initialSubscriptionRequestHandlerId: 'graphql-ws',
    // A browser's WebSocket carries no headers, so the token travels in the first message.
    initialSubscriptionsPayload: { authorization: header.Authorization },
  }));
  const options = {
    instanceStorageNamespace: 'labor_bridge_',
    // Each visit starts from the examples with fresh tokens, rather than from yesterday's expired ones.
    preserveState: false,
    disableAccount: true,
    initialSettings: {
      theme: 'system',
      language,
      disablePushNotification: true,
      'alert.disableUpdateNotification': true,
      'banners.disable': true,
      // Documentation and completion are there at once. Without accounts nobody has a token yet to read the schema with.
      'schema.reloadOnStart': withAccounts,
    },
  };
  return `const windows = ${JSON.stringify(windows)};
const options = ${JSON.stringify(options)};
const endpointURL = new URL(${JSON.stringify(ENDPOINT)}, document.baseURI).href;
const subscriptionsEndpoint = endpointURL.replace(/^http/, 'ws');
// Examples say {{today}} and {{inSixtyDays}}, because a written day would be past one day.
const day = (days) => new Date(Date.now() + ((days * 24) + 8) * 3_600_000).toISOString().slice(0, 10);
const accounts = ${withAccounts ? "await (await fetch('tokens')).json()" : '[]'};
const subEnvironments = accounts.map(({ handle, name, token }) => ({
  id: handle, title: handle + ' ' + name, variables: { token, handle },
}));
const first = subEnvironments.find(({ id }) => id === ${JSON.stringify(FIRST_ACCOUNT)}) ?? subEnvironments[0];
AltairGraphQL.init({
  ...options,
  endpointURL,
  subscriptionsEndpoint,
  initialWindows: windows.map((each) => ({ ...each, endpointURL, subscriptionsEndpoint })),
  initialEnvironments: {
    base: {
      title: 'Labor Bridge',
      variables: { token: '', today: day(0), inSixtyDays: day(60) },
    },
    subEnvironments,
    ...(first ? { activeSubEnvironment: first.id } : {}),
  },
});
${PLAYGROUND_MANNERS}`;
}

export type PlaygroundLanguage = 'zh-CN' | 'en-US';

/** Chinese, unless the browser puts English first. */
export function languageOf(acceptLanguage: string | undefined): PlaygroundLanguage {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en-US' : 'zh-CN';
}

/**
 * What the page may load and whom it may talk to: this server alone. Altair sets styles from script, hence
 * the one 'unsafe-inline'; no script may come from text.
 */
export function playgroundPolicy(publicUrl: string): string {
  const { host } = new URL(publicUrl);
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self' data:`,
    // Older browsers do not count ws: as 'self'.
    `connect-src 'self' ws://${host} wss://${host}`,
    `worker-src 'self'`,
    `base-uri 'self'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
