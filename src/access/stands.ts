import { HouseError } from '#kernel/error.js';

/**
 * What the database answers of a viewer at one moment: it is who it was let in as, its account or organization is
 * closed, or it has another role, organization or region by now (in SQL: store/stands-sql).
 */
export type Stands = 'STANDS' | 'REVOKED' | 'CHANGED';

/** What one operation has learnt of its viewer: whether the database was asked, and why it refused. */
export interface Standing {
  asked: boolean;
  refusal?: HouseError;
}

/** UNAUTHENTICATED/ACCOUNT_REVOKED: the account or its organization is closed. */
export function accountRevoked(): HouseError {
  return new HouseError('UNAUTHENTICATED', 'ACCOUNT_REVOKED', {
    zh: '该账号已停用。',
    en: 'This account has been revoked.',
  });
}

/**
 * Why a viewer that does not stand gets nothing: UNAUTHENTICATED/ACCOUNT_REVOKED, or RIGHTS_CHANGED, when the
 * same request sent again is answered with the rights of today. Undefined while it stands.
 */
export function refusalOf(stands: unknown): HouseError | undefined {
  if (stands === 'STANDS') return undefined;
  return stands === 'CHANGED' ? rightsChanged() : accountRevoked();
}

/** UNAUTHENTICATED/RIGHTS_CHANGED: it was let in with other rights than it has by now. */
export function rightsChanged(): HouseError {
  return new HouseError(
    'UNAUTHENTICATED',
    'RIGHTS_CHANGED',
    {
      zh: '您的角色或所属机构刚刚变更，请重新发送请求。',
      en: 'Your role or organization has just changed. Send the request again.',
    },
    { retryAfterSeconds: 1 },
  );
}
