/** What people agree to, as the county writes it down. */
import type { Answer, Client } from './client.js';
import { mutation } from './way.js';

export interface Consent {
  readonly worker: string;
  readonly recipient: string;
  readonly purpose: 'WORK_CONSTRAINTS' | 'CONTRACT_AND_INSURANCE';
}
type Recorded = Answer<{ recordConsent: { consent: { id: string } } }>;

/** Said on the telephone, after the notice was read out. */
export function recordConsent(who: Client, agreed: Consent): Promise<Recorded> {
  const i = { channel: 'PHONE', notice: '向用人单位说明劳动限制，用于岗位适配；可随时撤回。', ...agreed };
  return who.send(mutation('recordConsent', 'RecordConsentInput', 'consent { id }'), { i });
}

/** The reason of the refusal, where it is refused. */
export async function withdrawConsent(who: Client, id: string): Promise<string | undefined> {
  const i = { id, channel: 'PHONE' };
  const { errors } = await who.send(mutation('withdrawConsent', 'WithdrawConsentInput', 'consent { id }'), {
    i,
  });
  return errors?.[0]?.extensions.reason;
}

export async function consentsOf(who: Client, worker: string): Promise<object[] | null> {
  const query =
    'query($id: ID!) { node(id: $id) { ... on Worker { consents { id purpose withdrawnOn withdrawnChannel recipient { id } } } } }';
  return (await who.must<{ node: { consents: object[] | null } }>(query, { id: worker })).node.consents;
}
