import { isIP } from 'node:net';
import { badInput, type HouseError } from '#kernel/error.js';
import { isOneLine } from '#kernel/plain-text.js';
import { isPublicAddress } from './public-address.rules.js';

/** What this deployment lets webhooks reach beside the open internet. */
export interface Reach {
  /** Hosts whose addresses may be private, as they stand in a URL. */
  readonly privateHosts: readonly string[];
  /** May one of them that is this very machine be spoken to without TLS? (For trying things out.) */
  readonly plainLoopback: boolean;
}

const LONGEST = 2_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * The address to which a webhook sends, as it will be used. BAD_USER_INPUT naming `field`: URL_MALFORMED, URL_NOT_HTTPS,
 * URL_CREDENTIALS, URL_FRAGMENT, URL_PORT (only 443 and those from 1024 on), URL_PRIVATE. What the name resolves to is
 * looked at anew at every delivery.
 */
export function webhookUrl(field: string, text: string, reach: Reach): string {
  const url = text.length <= LONGEST && isOneLine(text) ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST)
    throw refusal(
      field,
      'URL_MALFORMED',
      `请填写 https 网址，最多 ${LONGEST} 个字符。`,
      `Give an https address of ${LONGEST} characters at most.`,
    );
  const host = hostOf(url);
  const named = reach.privateHosts.includes(host);
  if (url.protocol === 'http:' && !(reach.plainLoopback && named && LOOPBACK.test(host)))
    throw refusal(
      field,
      'URL_NOT_HTTPS',
      '只能推送到 https 网址。',
      'Give an https address: nothing is sent by http.',
    );
  if (url.username || url.password)
    throw refusal(
      field,
      'URL_CREDENTIALS',
      '网址不得含账号密码，请用签名验证来源。',
      'Leave name and password out of the address: the signature says who sends.',
    );
  if (url.hash)
    throw refusal(
      field,
      'URL_FRAGMENT',
      '请去掉网址中 # 之后的部分。',
      'Leave out the part of the address after #.',
    );
  const port = Number(url.port || 443);
  if (url.protocol === 'https:' && port !== 443 && port < 1_024)
    throw refusal(field, 'URL_PORT', '端口请用 443 或不小于 1024。', 'Use port 443, or one from 1024 on.');
  const inside = isIP(host) ? !isPublicAddress(host) : !host.replace(/\.$/, '').includes('.');
  if (inside && !named)
    throw refusal(
      field,
      'URL_PRIVATE',
      '不能推送到内部网络的地址，请填写公网可达的地址。',
      'Nothing is sent into private networks. Give an address of the open internet.',
    );
  return url.href;
}

function refusal(field: string, reason: string, zh: string, en: string): HouseError {
  return badInput(field, reason, { zh, en });
}
