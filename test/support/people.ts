import { idCheckCharacter } from '#kernel/id-number.js';
import type { Client } from './client.js';

let drawn = 0;

/** A valid ID number of nobody: its address code was never issued. */
export function inventedIdNumber(birth = '19900101', sex: 1 | 2 = 1): string {
  drawn += 1;
  const sequence = String((drawn * 2 + (sex === 1 ? 1 : 0)) % 1000).padStart(3, '0');
  const area = `999${String(1 + Math.floor(drawn / 499)).padStart(3, '0')}`;
  const first = `${area}${birth}${sequence}`;
  return first + idCheckCharacter(first);
}

/** A worker registered by a county, of the target population. */
export async function registerWorker(
  county: Client,
  more: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> {
  const { tags = ['POVERTY_ALLEVIATED'], ...rest } = more;
  const { registerWorker: made } = await county.must<{
    registerWorker: { worker: { id: string; version: number } };
  }>('mutation($i: RegisterWorkerInput!) { registerWorker(input: $i) { position worker { id version } } }', {
    i: {
      idNumber: inventedIdNumber(),
      name: '测试甲',
      phone: '15400000001',
      serviceRegion: '522631003',
      hukouRegion: '522631003',
      education: 'JUNIOR_HIGH',
      workAbility: 'FULL',
      verifyMethod: 'ID_CARD_SEEN',
      ...rest,
    },
  });
  for (const tag of tags as string[])
    await county.must('mutation($i: TagWorkerInput!) { tagWorker(input: $i) { worker { id } } }', {
      i: { id: made.worker.id, tag, validFrom: '2021-01-01', source: '测试' },
    });
  return made.worker;
}

/** A confirmed wish to work in a place. */
export async function wishesToGo(
  county: Client,
  worker: string,
  destinations: string[] = ['440600'],
  more: Record<string, unknown> = {},
): Promise<string> {
  const { recordWillingness: made } = await county.must<{
    recordWillingness: { willingness: { id: string; state: string } };
  }>(
    'mutation($i: RecordWillingnessInput!) { recordWillingness(input: $i) { position willingness { id state } } }',
    {
      i: { worker, kind: 'WORK', intent: 'GO_OUT', destinations, method: 'VISIT', confirmed: true, ...more },
    },
  );
  return made.willingness.id;
}

/** A posting drafted and submitted, and opened unless told not to. */
export async function openPosting(
  station: Client,
  employer: string,
  content: Record<string, unknown> = {},
  open = true,
): Promise<{ id: string; position: string }> {
  const { draftPosting: made } = await station.must<{
    draftPosting: { posting: { id: string }; position: string };
  }>('mutation($i: DraftPostingInput!) { draftPosting(input: $i) { position posting { id } } }', {
    i: {
      employer,
      content: {
        title: '装配工',
        workRegion: '440604',
        headcount: 10,
        wageMin: 500000,
        wageMax: 650000,
        validTo: inDays(60),
        contractOffered: true,
        insuranceOffered: true,
        ...content,
      },
    },
  });
  const { id } = made.posting;
  await station.must('mutation($i: IdInput!) { submitPosting(input: $i) { posting { id } } }', { i: { id } });
  if (!open) return { id, position: made.position };
  const { openPosting: opened } = await station.must<{ openPosting: { position: string } }>(
    'mutation($i: OpenPostingInput!) { openPosting(input: $i) { position posting { id state } } }',
    { i: { id } },
  );
  return { id, position: opened.position };
}

/** The employer of an account. */
export async function ownOrganization(client: Client): Promise<string> {
  const { viewer } = await client.must<{ viewer: { organization: { id: string } } }>(
    '{ viewer { organization { id } } }',
  );
  return viewer.organization.id;
}

/** The day so many days from today, in Asia/Shanghai. */
export function inDays(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}
