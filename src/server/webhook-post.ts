import { lookup as systemLookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from '#webhook/public-address.rules.js';
import { type Answered, type DeliveryFailure, failureOf } from '#webhook/retry.rules.js';
import { hostOf, type Reach } from '#webhook/webhook-url.rules.js';

/** Sends one message; ends by itself within the time limit, or when `signal` comes (then with TIMEOUT). */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<Answered>;

/** All addresses of a name, as `dns.lookup` with `all` gives them. */
export type Resolve = (
  name: string,
  done: (fault: Error | null, found: readonly { address: string; family: number }[]) => void,
) => void;

const ANSWER_WITHIN_MS = 10_000;
/** So much of an answer is taken off the wire; nobody reads it. */
const MOST_ANSWER_BYTES = 64 * 1024;

class PrivateAddress extends Error {}

const bySystem: Resolve = (name, done) => systemLookup(name, { all: true }, done);

/**
 * The one way out. A host is resolved by our own look-up as the connection is made; when any of its addresses is not
 * public nothing is connected to, and otherwise to exactly those that were looked at, so that a name cannot change
 * in between. Redirects are not followed.
 */
export function createPost(reach: Reach, resolve: Resolve = bySystem, withinMs = ANSWER_WITHIN_MS): Post {
  const mayReach = (host: string, address: string): boolean =>
    isPublicAddress(address) || reach.privateHosts.includes(host);
  return (address, headers, body, signal) =>
    new Promise((told) => {
      const url = new URL(address);
      const host = hostOf(url);
      const plain = url.protocol === 'http:';
      // A literal address is connected to without any look-up.
      if (isIP(host) && !mayReach(host, host)) return told({ failure: 'PRIVATE_ADDRESS' });
      if (plain && !reach.plainLoopback) return told({ failure: 'TLS' });
      const lookup: LookupFunction = (name, options, done) =>
        resolve(name, (fault, found) => {
          const [first] = found ?? [];
          if (fault || !first) return done(fault ?? new Error('no address'), []);
          const good = found.every(
            ({ address: one }) => mayReach(host, one) && (!plain || isLoopbackAddress(one)),
          );
          if (!good) return done(new PrivateAddress('not public'), []);
          return options.all ? done(null, [...found]) : done(null, first.address, first.family);
        });
      const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
      const send = plain ? plainRequest : tlsRequest;
      const sent = send(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'labor-bridge-webhooks',
        },
        agent: false,
        lookup,
        signal: limit,
      });
      sent.on('error', (fault) => told({ failure: limit.aborted ? 'TIMEOUT' : failureBy(fault) }));
      sent.on('response', (answer) => {
        const httpStatus = answer.statusCode ?? 0;
        const failure = failureOf(httpStatus);
        told(failure ? { httpStatus, failure } : { httpStatus });
        let taken = 0;
        answer.on('data', (bytes: Buffer) => {
          taken += bytes.length;
          if (taken > MOST_ANSWER_BYTES) sent.destroy();
        });
        answer.on('error', () => undefined);
      });
      sent.end(body);
    });
}

function failureBy(fault: unknown): DeliveryFailure {
  if (fault instanceof PrivateAddress) return 'PRIVATE_ADDRESS';
  const code = String((fault as NodeJS.ErrnoException).code ?? '');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'NAME_NOT_FOUND';
  return /CERT|TLS|SSL|SIGNATURE|EPROTO|ERR_TLS/.test(code) ? 'TLS' : 'CONNECTION';
}
