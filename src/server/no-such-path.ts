import { HouseError } from '#kernel/error.js';

/** Nothing is served at this address: NOT_FOUND/NO_SUCH_PATH. The address is not repeated, it may hold anything. */
export function noSuchPath(): HouseError {
  return new HouseError('NOT_FOUND', 'NO_SUCH_PATH', {
    zh: '此地址没有内容；接口在 /graphql。',
    en: 'There is nothing at this address; the API is at /graphql.',
  });
}
