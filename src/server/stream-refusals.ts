import { HouseError } from '#kernel/error.js';

/** A page of another site asks, which was not allowed to. */
export function foreignOrigin(): HouseError {
  return new HouseError('FORBIDDEN', 'FOREIGN_ORIGIN', {
    zh: '不允许来自该网页来源的请求；请从本系统的地址打开网页，或把该来源加入 ALLOWED_ORIGINS。',
    en: 'Pages of this origin may not ask here. Open the page at the address of this system, or add its origin to ALLOWED_ORIGINS.',
  });
}

/** It would get what it does not take. */
export function eventsNotAccepted(): HouseError {
  return new HouseError('BAD_USER_INPUT', 'EVENTS_NOT_ACCEPTED', {
    zh: '此地址只以事件流回答，请带上 “Accept: text/event-stream”。',
    en: 'This address answers with a stream of events: send “Accept: text/event-stream”.',
  });
}

/** What is asked is answered once, at /graphql. */
export function subscriptionsOnly(): HouseError {
  return new HouseError('BAD_USER_INPUT', 'SUBSCRIPTIONS_ONLY', {
    zh: '此地址只接受订阅；查询和办理请发到 /graphql。',
    en: 'This address is for subscriptions alone; send queries and mutations to /graphql.',
  });
}

/** `limit`: event streams of one account at once. `retryAfterSeconds`: another moment for each. */
export function tooManyStreams(limit: number, retryAfterSeconds: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'TOO_MANY_STREAMS',
    {
      zh: `一个账号最多同时有 ${limit} 个事件流。`,
      en: `An account has at most ${limit} event streams at once.`,
    },
    { limit, retryAfterSeconds },
  );
}

/** `limit`: sockets of one account at once. `retryAfterSeconds`: another moment for each. */
export function tooManySockets(limit: number, retryAfterSeconds: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'TOO_MANY_SOCKETS',
    {
      zh: `一个账号最多同时有 ${limit} 个连接；请关闭不用的页面，或换一个账号。`,
      en: `An account has at most ${limit} sockets at once. Close a screen, or use another account.`,
    },
    { limit, retryAfterSeconds },
  );
}

/**
 * There are as many open lines as this server carries, or it is about to stop. `retryAfterSeconds`: another moment for
 * each.
 */
export function noRoom(retryAfterSeconds: number): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'TOO_MANY_CONNECTIONS',
    {
      zh: '服务器当前不能再接受新的连接，请稍后重试。',
      en: 'This server takes no further connections at the moment. Try again shortly.',
    },
    { retryAfterSeconds },
  );
}
