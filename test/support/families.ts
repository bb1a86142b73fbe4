/** Households, officers and their areas over HTTP, a step at a time, as the county takes them. */
import type { Client } from './client.js';
import { registerWorker } from './people.js';

let drawn = 0;

/** A mutation that answers this noun with this selection. */
const document = (field: string, type: string, noun: string, selection: string) =>
  `mutation($i: ${type}!) { ${field}(input: $i) { position ${noun} { ${selection} } } }`;

export const HOUSEHOLD = `id no version memberCount labourers employed address region { code } building { no } movedFrom { code }
  members { relation joinedOn leftOn worker { id } } formerMembers: members(former: true) { relation leftOn leftFor worker { id } }
  zeroEmployment { openedOn openedFor clearedOn clearedFor daysOpen overdue }`;

/** A household as HOUSEHOLD selects it. */
export interface Family {
  readonly id: string;
  readonly no: string;
  readonly version: number;
  readonly memberCount: number;
  readonly labourers: number;
  readonly employed: number;
  readonly address: string | null;
  readonly region: { readonly code: string };
  readonly building: { readonly no: string } | null;
  readonly members: readonly { readonly relation: string; readonly worker: { readonly id: string } }[];
  readonly formerMembers: readonly { readonly leftFor: string; readonly worker: { readonly id: string } }[];
  readonly zeroEmployment: readonly {
    readonly openedFor: string;
    readonly clearedOn: string | null;
    readonly clearedFor: string | null;
  }[];
}

/** The mutations of both rooms: the type of the input and what is asked of the noun. */
export const DEEDS = {
  registerHousehold: document('registerHousehold', 'RegisterHouseholdInput', 'household', HOUSEHOLD),
  correctHousehold: document('correctHousehold', 'CorrectHouseholdInput', 'household', HOUSEHOLD),
  joinHousehold: document('joinHousehold', 'JoinHouseholdInput', 'household', HOUSEHOLD),
  leaveHousehold: document('leaveHousehold', 'LeaveHouseholdInput', 'household', HOUSEHOLD),
  nameHead: document('nameHead', 'NameHeadInput', 'household', HOUSEHOLD),
  registerBuilding: document(
    'registerBuilding',
    'RegisterBuildingInput',
    'building',
    'id no region { code }',
  ),
  setSiteSources: document('setSiteSources', 'SetSiteSourcesInput', 'site', 'code sources { code }'),
  registerOfficer: document(
    'registerOfficer',
    'RegisterOfficerInput',
    'officer',
    'id name kind account relievedOn people',
  ),
  correctOfficer: document(
    'correctOfficer',
    'CorrectOfficerInput',
    'officer',
    'id name kind account version',
  ),
  relieveOfficer: document('relieveOfficer', 'RelieveOfficerInput', 'officer', 'id relievedOn people'),
  assignArea: document(
    'assignArea',
    'AssignAreaInput',
    'assignment',
    'id beganOn reason officer { id people }',
  ),
  relieveArea: document('relieveArea', 'RelieveAreaInput', 'assignment', 'id endedOn endedFor'),
  handOverWorker: document('handOverWorker', 'HandOverWorkerInput', 'assignment', 'id reason officer { id }'),
  handBackWorker: document('handBackWorker', 'HandBackWorkerInput', 'assignment', 'id endedFor'),
} as const;
export type Deed = keyof typeof DEEDS;

/** Does it, and answers the noun. */
export async function does<T = { id: string }>(county: Client, deed: Deed, input: object): Promise<T> {
  const answer = await county.must<Record<string, Record<string, T>>>(DEEDS[deed], { i: input });
  return Object.entries(answer[deed] ?? {}).find(([name]) => name !== 'position')?.[1] as T;
}

/** A household number that nobody has. */
export const newNo = (): string => `H${(drawn += 1)}`;

/** A household of one new person at the head, in this region. */
export async function newFamily(
  county: Client,
  region = '522631R01',
  more: object = {},
  person: Record<string, unknown> = {},
): Promise<Family & { readonly head: string }> {
  const { id: head } = await registerWorker(county, { serviceRegion: region, tags: [], ...person });
  const input = { no: newNo(), region, head, ...more };
  return { ...(await does<Family>(county, 'registerHousehold', input)), head };
}

export const AT_WORK = { employment: { form: 'FLEXIBLE', regionCode: '522631' } };

export const CORRECT = 'mutation($i: CorrectWorkerInput!) { correctWorker(input: $i) { worker { id } } }';

/** Writes down what a person does now. */
export async function correct(county: Client, id: string, what: object): Promise<void> {
  await county.must(CORRECT, { i: { id, ...what } });
}
