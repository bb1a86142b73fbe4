import type { Logger } from 'pino';
import type { Message } from '#kernel/error.js';
import { mustAnswer } from './issuer-keys.js';

/**
 * Tells, and logs, when the issuer does not answer as one: nobody can sign in meanwhile. That is no reason not to
 * start, for it may come later.
 */
export async function tellIfSilent(
  issuer: string,
  say: (message: Message) => void,
  log: Logger,
): Promise<void> {
  await mustAnswer(issuer).catch((cause: unknown) => {
    log.warn({ err: cause, issuer }, 'the issuer does not answer');
    say({
      zh: `身份签发方 ${issuer} 没有回应，在它恢复之前没有人能登录；请检查 OIDC_ISSUER 和网络`,
      en: `The issuer ${issuer} does not answer, and until it does nobody can sign in; check OIDC_ISSUER and the network`,
    });
  });
}
