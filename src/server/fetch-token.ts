import { badInput, conflict, HouseError } from '#kernel/error.js';
import { SIGN_IN_PATH } from './development-provider.js';
import { clientIdOf, clientSecretOf, readDevelopmentSecrets } from './development-secrets.js';
import { nearHandles } from './near-handles.js';

const ANSWER_WITHIN_MS = 5_000;

export interface FetchTokenOptions {
  /** Where the server answers: `http://127.0.0.1:4000`. */
  baseUrl: string;
  /** The demo account: `county@liping`. */
  handle: string;
  /** The data folder of that server. */
  dataDir: string;
}

/**
 * A token of a demo account, asked of the running server by the client_credentials grant.
 * @throws SERVICE_UNAVAILABLE / SERVER_NOT_RUNNING, CONFLICT / NOT_EMBEDDED_MODE,
 * CONFLICT / OTHER_DATA_FOLDER, BAD_USER_INPUT / UNKNOWN_HANDLE (with near handles in `allowed`)
 */
export async function fetchToken({ baseUrl, handle, dataDir }: FetchTokenOptions): Promise<string> {
  const signIn = `${baseUrl.replace(/\/$/, '')}${SIGN_IN_PATH}`;
  const handles = await readHandles(signIn, baseUrl);
  if (!handles.includes(handle)) throw unknownHandle(handle, handles);
  const secrets = await readDevelopmentSecrets(dataDir);
  if (secrets === undefined) throw otherDataFolder(dataDir);

  const credentials = `${clientIdOf(handle)}:${clientSecretOf(secrets, handle)}`;
  const answer = await ask(`${signIn}/token`, baseUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  });
  if (answer.status === 401) throw otherDataFolder(dataDir);
  const { access_token: token } = answer.ok ? ((await answer.json()) as { access_token?: unknown }) : {};
  if (typeof token !== 'string') throw notEmbedded(baseUrl);
  return token;
}

async function readHandles(signIn: string, baseUrl: string): Promise<string[]> {
  const answer = await ask(`${signIn}/accounts`, baseUrl, {});
  const accounts: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!Array.isArray(accounts)) throw notEmbedded(baseUrl);
  return accounts.map(({ handle }: { handle: string }) => handle);
}

async function ask(url: string, baseUrl: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch (cause) {
    throw new HouseError(
      'SERVICE_UNAVAILABLE',
      'SERVER_NOT_RUNNING',
      {
        zh: `${baseUrl} 没有应答。请先用 npm start 启动服务器；若端口不同，请设置 PORT。`,
        en: `Nothing answers at ${baseUrl}. Start the server with npm start first, or set PORT if it listens elsewhere.`,
      },
      {},
      cause,
    );
  }
}

function notEmbedded(baseUrl: string): HouseError {
  return conflict('NOT_EMBEDDED_MODE', {
    zh: `${baseUrl} 的服务器没有开启演示登录（仅 npm start 的内置模式提供）。请向您的身份签发方获取令牌。`,
    en: `The server at ${baseUrl} has no development sign-in (only npm start in its embedded mode has). Get a token from your own issuer.`,
  });
}

function otherDataFolder(dataDir: string): HouseError {
  return conflict('OTHER_DATA_FOLDER', {
    zh: `数据目录 ${dataDir} 不是该服务器所用的目录，请指定同一个数据目录。`,
    en: `The running server does not use the data folder ${dataDir}; name the one that it uses.`,
  });
}

/** The sentences lead up to the handles, which a terminal prints below them, once. */
function unknownHandle(handle: string, handles: readonly string[]): HouseError {
  const near = nearHandles(handle, handles);
  const allowed = near.length > 0 ? near : handles;
  return badInput(
    'handle',
    'UNKNOWN_HANDLE',
    {
      zh: `没有演示账号“${handle}”。${near.length > 0 ? '相近的账号' : '现有的账号'}：`,
      en: `There is no demo account "${handle}". ${near.length > 0 ? 'Near to it' : 'There are'}:`,
    },
    { allowed },
  );
}
