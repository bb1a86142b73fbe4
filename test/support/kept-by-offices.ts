/** What offices keep beside their people, one record of each kind, written down by the side whose it is. */
import { toGlobalId } from '#kernel/global-id.js';
import type { Client } from './client.js';
import { does } from './families.js';
import { inDays, inventedIdNumber, ownOrganization, registerWorker, wishesToGo } from './people.js';
import { mutation, type Way } from './way.js';
import type { World } from './world.js';

/** Begins like a formula, so that whatever leaves must make it harmless. */
export const AGREED = '=条款："包吃住"';

/** A guest of Liping at the station of Foshan, an officer, agreements, groups, and who is on no record yet. */
export async function keepRecords(world: World, { county, station, factory }: Way): Promise<void> {
  await world.plant(`insert into organization (key, type, name, region_code, path) values
    ('agency', 'HR_COMPANY', '禅城人力资源公司', '440604', '440604'), ('school', 'TRAINING_PROVIDER', '黎平职校', '522631', '522631')`);
  const bodies = await world.look('select key, id from organization where key is not null');
  const [agency, school] = ['agency', 'school'].map((key) =>
    toGlobalId('Organization', String(bodies.find((one) => one['key'] === key)?.['id'])),
  );
  await say(await world.as('admin@platform'), 'registerLicence', 'RegisterLicenceInput', 'licence { id }', {
    organization: agency,
    licenceNo: '440604-1',
    scope: ['JOB_INTRODUCTION', 'TRAINING'],
    validFrom: inDays(-9),
    validTo: inDays(900),
  });
  await agree(county, { agency, school, factory });
  await serve(county, station);
  await answerFor(world, county);
}

/** What the county has signed, entrusted and keeps in touch by. */
async function agree(county: Client, bodies: Record<'agency' | 'school' | 'factory', string | undefined>) {
  const { pairings } = await county.must<{ pairings: { nodes: { id: string }[] } }>(
    '{ pairings(origin: "522631") { nodes { id } } }',
  );
  await say(
    county,
    'signCooperationAgreement',
    'SignCooperationAgreementInput',
    'cooperationAgreement { id }',
    {
      pairing: pairings.nodes[0]?.id,
      year: Number(inDays(0).slice(0, 4)),
      level: 'COUNTY',
      signedOn: inDays(0),
      parties: ['黎平县人民政府', '佛山市人民政府'],
      documentRef: '黎府协〔1〕号',
      clauses: [AGREED, '每年两场招聘会'],
    },
  );
  await say(county, 'signExportAgreement', 'SignExportAgreementInput', 'exportAgreement { id }', {
    company: bodies.agency,
    destination: '440600',
    employers: [bodies.factory],
    agreementNo: '黎劳输〔1〕号',
    signedOn: inDays(0),
    validFrom: inDays(0),
    validTo: inDays(365),
  });
  await say(
    county,
    'issueTrainingEntrustment',
    'IssueTrainingEntrustmentInput',
    'trainingEntrustment { id }',
    {
      provider: bodies.school,
      entrustmentNo: 'PX-1',
      occupation: '电焊',
      persons: 40,
      cost: 12_000_050,
      fromOn: inDays(1),
      toOn: inDays(30),
    },
  );
  await say(county, 'registerOutreachGroup', 'RegisterOutreachGroupInput', 'outreachGroup { id }', {
    region: '522631101',
    name: '中潮镇就业群',
    members: 310,
  });
}

/** A station with a warm-heart house, looked at, and a guest who came. */
async function serve(county: Client, station: Client) {
  const { id } = await say(station, 'registerStation', 'RegisterStationInput', 'station { id }', {
    organization: await ownOrganization(station),
    side: 'DESTINATION',
    level: 'CENTER',
    region: '440604',
    phone: '0757-82345678',
    hours: [{ weekday: 'SUNDAY', from: '08:30', to: '12:00' }],
    warmHeart: ['RIGHTS'],
  });
  await say(station, 'inspectStation', 'InspectStationInput', 'station { id }', {
    id,
    findings: ['OFFICE', 'EQUIPMENT', 'RULES', 'STAFF', 'OPERATION'].map((have) => ({
      have,
      met: have !== 'STAFF',
      evidence: '现场照片',
    })),
  });
  const { id: guest } = await registerWorker(county, { name: '潘来访', phone: '15400000009' });
  await wishesToGo(county, guest);
  const visit = { station: id, worker: guest, service: 'RIGHTS', purpose: '咨询欠薪', helper: '小李' };
  await say(station, 'recordVisit', 'RecordVisitInput', 'visit { id }', visit);
}

/** For whom the county is to answer: an officer's area, somebody met, one whom another county asks for, two who may be one. */
async function answerFor(world: World, county: Client) {
  const region = '522631101';
  const { id: officer } = await does(county, 'registerOfficer', {
    name: '吴网格',
    kind: 'GRID_HEAD',
    region,
  });
  await does(county, 'assignArea', { officer, region });
  await say(county, 'registerProvisionalPerson', 'RegisterProvisionalPersonInput', 'person { id }', {
    name: '石无证',
    serviceRegion: '522631003',
    why: '未带证件',
  });
  const idNumber = inventedIdNumber('19870304', 2);
  const twins = { name: '潘同名', phone: '15400000008' };
  await registerWorker(county, { ...twins, idNumber });
  await registerWorker(county, { ...twins, idNumber: inventedIdNumber('19870304', 2) });
  const congjiang = await world.as('county@congjiang');
  await say(congjiang, 'requestTransfer', 'RequestTransferInput', 'transferRequest { id }', {
    idNumber,
    serviceRegion: '522633100',
    reason: '已迁居本县',
  });
}

/** Does it, and answers the noun. */
async function say(
  who: Client,
  field: string,
  type: string,
  select: string,
  input: object,
): Promise<{ id: string }> {
  const answer = await who.must<Record<string, Record<string, { id: string }>>>(
    mutation(field, type, select),
    { i: input },
  );
  const noun = select.split(' ')[0] ?? '';
  return answer[field]?.[noun] ?? { id: '' };
}
