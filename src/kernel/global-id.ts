import { badInput } from './error.js';

/** The nouns that `node(id)` can find. */
export const NODE_TYPES = [
  'Region',
  'Organization',
  'Pairing',
  'HrLicence',
  'CooperationAgreement',
  'ExportAgreement',
  'TrainingEntrustment',
  'OutreachGroup',
  'Worker',
  'Building',
  'Household',
  'ZeroEmployment',
  'Officer',
  'Assignment',
  'LifeEvent',
  'PossibleDuplicate',
  'TransferRequest',
  'Willingness',
  'SurveyRound',
  'SurveyAnswer',
  'ReturnRecord',
  'Consent',
  'ProvisionalPerson',
  'Festival',
  'AssistancePlan',
  'AssistanceMeasure',
  'ServiceStation',
  'StationInspection',
  'StationVisit',
  'JobPosting',
  'Referral',
  'DispatchOrder',
  'Trip',
  'Arrival',
  'ImportRun',
  'HeadingMapping',
  'Webhook',
  'WebhookDelivery',
  'ExportRecord',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Opaque to clients: the noun and its key. */
export function toGlobalId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Reads a global id; BAD_USER_INPUT/NOT_AN_ID when it is none. */
export function fromGlobalId(id: string, field = 'id'): { type: NodeType; key: string } {
  const [type = '', key = '', ...rest] =
    id.length > 200 ? [] : Buffer.from(id, 'base64url').toString().split(':');
  const known =
    (NODE_TYPES as readonly string[]).includes(type) &&
    rest.length === 0 &&
    (type === 'Region' ? /^[0-9A-Z-]{2,20}$/.test(key) : UUID.test(key));
  if (!known)
    throw badInput(field, 'NOT_AN_ID', {
      zh: '编号无法识别，请使用接口返回的 id 原样传回。',
      en: 'This is not an id. Pass back an id that the API gave you, unchanged.',
    });
  return { type: type as NodeType, key };
}

/** Reads the key of a global id that must be of one noun. */
export function keyOf(type: NodeType, id: string, field: string): string {
  const found = fromGlobalId(id, field);
  if (found.type !== type)
    throw badInput(field, 'ID_OF_ANOTHER_NOUN', {
      zh: `此处需要 ${type} 的编号。`,
      en: `An id of ${type} belongs here, not of ${found.type}.`,
    });
  return found.key;
}
