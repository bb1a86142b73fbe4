// Over 200 lines: the deeds of one table, which are read together.
/** Deeds of a random history about who is on the registry: registered, tagged, corrected, befallen, merged, parted, moved. */
import { inventedIdNumber } from './people.js';
import { BECAUSE, type Deeds, type Draw } from './registry-deeds.js';
import { CONGJIANG, type County, type Known, LIPING, type RegistryMemory } from './registry-memory.js';

const TAGS = [
  'POVERTY_ALLEVIATED',
  'MONITORED',
  'PREVENTION_TARGET',
  'HARD_TO_EMPLOY',
  'RELOCATED',
  'LOW_INCOME',
  'DISABLED',
  'GRADUATE',
];
const NAMES = ['石一', '石二', '吴老三', '杨小四', '龙五妹', '潘六', '陆七', '欧八'];
const ABILITIES = [
  ['FULL', 10],
  ['SKILLED', 2],
  ['WEAK', 2],
  ['HALF', 2],
  ['NONE', 1],
] as const;
const WORK_PLACES = ['522631', '522633', '440604', '440600', '330109'];

const other = (county: County): County => (county === LIPING ? CONGJIANG : LIPING);

/** A birth date: of all ages at work and around them, often near a birthday on which somebody comes or goes. */
function birth(m: RegistryMemory, sex: 1 | 2): string {
  const limit = sex === 1 ? 60 : 55;
  const near = m.chance.chance(0.2);
  const age = near ? m.chance.pick([16, limit]) : m.chance.int(15, limit + 1);
  const [year = '', month = '', dayOfMonth = ''] = (near ? m.within(-3, 60) : m.within(-360, 0)).split('-');
  return `${Number(year) - age}-${month}-${month === '02' && dayOfMonth === '29' ? '28' : dayOfMonth}`;
}

const work = (m: RegistryMemory) =>
  m.chance.chance(0.4)
    ? {
        form: m.chance.pick(['CONTRACT', 'FLEXIBLE', 'SELF', 'FARM', 'PUBLIC_POST']),
        regionCode: m.chance.pick(WORK_PLACES),
      }
    : null;
const verified = (m: RegistryMemory) =>
  m.chance.chance(0.85) ? m.chance.pick(['ID_CARD_SEEN', 'VILLAGE_CONFIRMED', 'POLICE_LIST']) : null;

const register: Draw = (m) => {
  const { chance } = m;
  const county = chance.chance(0.75) ? LIPING : CONGJIANG;
  const sex = chance.pick([1, 2] as const);
  // Some are like somebody who is known: by name and birth date, by telephone, by the very number.
  const twin = chance.chance(0.2) ? m.someone() : undefined;
  const again = twin && chance.chance(0.1);
  const born = twin?.birth ?? birth(m, sex);
  const idNumber = again ? twin.idNumber : inventedIdNumber(born.replaceAll('-', ''), sex);
  const name = twin?.name ?? chance.pick(NAMES);
  const phone = twin?.phone ?? (chance.chance(0.5) ? `1540000${chance.int(1000, 9999)}` : null);
  const input = {
    idNumber,
    name,
    phone,
    serviceRegion: chance.pick(county.places),
    hukouRegion: chance.pick((chance.chance(0.9) ? county : other(county)).places),
    education: chance.pick(['PRIMARY', 'JUNIOR_HIGH', 'VOCATIONAL', 'COLLEGE']),
    workAbility: chance.weighted(ABILITIES),
    verifyMethod: verified(m),
    employment: work(m),
    ...(chance.chance(0.05) && { activity: chance.pick(['STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED']) }),
  };
  return {
    by: m.officer(county),
    field: 'registerWorker',
    input,
    noun: 'worker',
    heard: ({ id }) =>
      m.people.push({
        ...{ id, idNumber, name, phone, county, birth: born },
        tags: [],
        gone: false,
        into: undefined,
      }),
  };
};

const tag: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const given = m.chance.pick(TAGS);
  const input = {
    id: who.id,
    tag: given,
    subtype: given === 'MONITORED' ? m.chance.pick(['UNSTABLE', 'MARGINAL', 'SUDDEN']) : null,
    validFrom: m.chance.chance(0.7) ? m.within(-900, 0) : m.within(1, 20),
    validTo: m.chance.chance(0.3) ? m.within(2, 90) : null,
    source: BECAUSE,
  };
  const heard = () => void who.tags.push(given);
  return { by: m.officer(who.county), field: 'tagWorker', input, noun: 'worker', heard };
};

const untag: Draw = (m) => {
  const who = m.someone();
  const carried = who && m.one(who.tags);
  if (!who || carried === undefined) return;
  const input = { id: who.id, tag: carried, on: m.chance.chance(0.6) ? m.day(0) : m.within(-5, 15) };
  const heard = () => void who.tags.splice(who.tags.indexOf(carried), 1);
  return { by: m.officer(who.county), field: 'untagWorker', input, noun: 'worker', heard };
};

/** What a correction may say; moving out and coming back among it. */
const CORRECTIONS: readonly ((m: RegistryMemory, who: Known) => object)[] = [
  (m, who) => ({ serviceRegion: m.chance.pick(who.county.places) }),
  (m) => ({ hukouRegion: m.chance.pick(m.chance.pick([LIPING, CONGJIANG]).places) }),
  (m) => ({ employment: work(m) }),
  (m) => ({ employment: work(m) }),
  (m) => ({ verifyMethod: verified(m) }),
  (m) => ({ workAbility: m.chance.weighted(ABILITIES) }),
  (m) => ({ inTraining: m.chance.chance(0.5) }),
  (m) => ({ activity: m.chance.pick(['NONE', 'NONE', 'NONE', 'STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED']) }),
  (m) => ({ name: m.chance.pick(NAMES), phone: `1540000${m.chance.int(1000, 9999)}` }),
];

const correct: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const said = m.chance.pick(CORRECTIONS)(m, who);
  return {
    by: m.officer(who.county),
    field: 'correctWorker',
    input: { id: who.id, ...said },
    noun: 'worker',
  };
};

const moveOut: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const lifeStatus = m.chance.pick(['MOVED_OUT', 'ALIVE', 'DEAD']);
  const heard = () => void (who.gone = lifeStatus !== 'ALIVE');
  const input = { id: who.id, lifeStatus };
  return { by: m.officer(who.county), field: 'correctWorker', input, noun: 'worker', heard };
};

const befall: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const kind = m.chance.weighted([
    ['STUDIES', 3],
    ['SERVES', 2],
    ['RETIRED', 2],
    ['LOST_ABILITY', 2],
    ['IN_CUSTODY', 2],
    ['BACK', 5],
    ['DIED', 3],
    ['MOVED_OUT', 1],
  ]);
  const on = kind === 'DIED' ? m.within(-3, 0) : m.chance.chance(0.5) ? m.day(0) : m.within(-3, 12);
  const leaves = (kind === 'DIED' || kind === 'MOVED_OUT') && on <= m.day(0);
  return {
    by: m.officer(who.county),
    field: 'recordLifeEvent',
    input: { id: who.id, kind, on, reason: BECAUSE },
    noun: 'lifeEvent',
    heard: ({ id }) => {
      m.events.push({ id, who });
      if (leaves) who.gone = true;
    },
  };
};

const undo: Draw = (m) => {
  const event = m.take(m.events);
  if (!event) return;
  const { who, id } = event;
  const heard = () => void (who.gone = who.into !== undefined);
  const input = { id, reason: '登记有误' };
  return {
    by: m.officer(who.county),
    field: 'undoLifeEvent',
    type: 'ReasonInput',
    input,
    noun: 'lifeEvent',
    heard,
  };
};

const merge: Draw = (m) => {
  const keep = m.someone();
  const give = keep && m.someone(keep.county, keep);
  if (!give) return;
  return {
    by: m.officer(keep.county),
    field: 'mergeWorkers',
    input: { keep: keep.id, give: give.id, reason: '同一人两份档案' },
    noun: 'worker',
    heard: () => {
      Object.assign(give, { gone: true, into: keep });
      m.merged.push(give);
    },
  };
};

const unmerge: Draw = (m) => {
  const who = m.take(m.merged);
  if (!who) return;
  const county = personOf(who).county;
  return {
    by: m.officer(county),
    field: 'unmergeWorkers',
    type: 'ReasonInput',
    input: { id: who.id, reason: '并非同一人' },
    noun: 'worker',
    heard: () => void Object.assign(who, { gone: false, into: undefined, county }),
  };
};

/** The record under which a person is kept now. */
function personOf(who: Known): Known {
  return who.into ? personOf(who.into) : who;
}

const requestTransfer: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const to = other(who.county);
  const input = { idNumber: who.idNumber, serviceRegion: m.chance.pick(to.places), reason: '已迁居本县' };
  return {
    by: m.officer(to),
    field: 'requestTransfer',
    input,
    noun: 'transferRequest',
    heard: ({ id }) => m.transfers.push({ id, to, who: personOf(who) }),
  };
};

const answerTransfer: Draw = (m) => {
  const request = m.take(m.transfers);
  if (!request) return;
  const { id, who, to } = request;
  const accept = m.chance.chance(0.8);
  return {
    by: m.officer(who.county),
    field: 'answerTransfer',
    input: { id, accept, ...(!accept && { reason: '仍在本县居住' }) },
    noun: 'transferRequest',
    heard: () => void (accept && (who.county = to)),
  };
};

const withdrawTransfer: Draw = (m) => {
  const request = m.take(m.transfers);
  if (!request) return;
  const { id, to } = request;
  const input = { id, reason: '不再需要' };
  return {
    by: m.officer(to),
    field: 'withdrawTransfer',
    type: 'ReasonInput',
    input,
    noun: 'transferRequest',
  };
};

export const OF_PEOPLE: Deeds = {
  register: [13, register],
  tag: [9, tag],
  untag: [3, untag],
  correct: [10, correct],
  moveOut: [0.5, moveOut],
  befall: [5, befall],
  undo: [3, undo],
  merge: [4, merge],
  unmerge: [3, unmerge],
  requestTransfer: [2.5, requestTransfer],
  answerTransfer: [2.2, answerTransfer],
  withdrawTransfer: [0.3, withdrawTransfer],
};
