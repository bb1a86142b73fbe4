/** Deeds of a random history about families and officers: who lives with whom, and who is responsible for whom. */
import { newNo } from './families.js';
import { BECAUSE, type Deeds, type Draw } from './registry-deeds.js';
import { CONGJIANG, type County, LIPING, type RegistryMemory } from './registry-memory.js';

const RELATIONS = ['SPOUSE', 'SON', 'DAUGHTER', 'PARENT', 'SIBLING', 'OTHER'];
const aCounty = (m: RegistryMemory): County => (m.chance.chance(0.75) ? LIPING : CONGJIANG);

const build: Draw = (m) => {
  const county = aCounty(m);
  const place = m.chance.pick(county.sites);
  return {
    by: m.officer(county),
    field: 'registerBuilding',
    input: { region: place, no: newNo() },
    noun: 'building',
    heard: ({ id }) => m.buildings.push({ id, county, place }),
  };
};

const settle: Draw = (m) => {
  const head = m.someone();
  if (!head) return;
  const { county } = head;
  const building = m.chance.chance(0.4) ? m.of(m.buildings, county) : undefined;
  const spouse = m.chance.chance(0.5) ? m.someone(county, head) : undefined;
  return {
    by: m.officer(county),
    field: 'registerHousehold',
    input: {
      ...{ no: newNo(), head: head.id, building: building?.id ?? null },
      region: building?.place ?? m.chance.pick(county.places),
      members: spouse ? [{ worker: spouse.id, relation: 'SPOUSE' }] : [],
      since: m.chance.chance(0.5) ? m.day(0) : m.within(-40, 0),
    },
    noun: 'household',
    heard: ({ id }) => m.households.push({ id, county, members: spouse ? [head, spouse] : [head] }),
  };
};

const join: Draw = (m) => {
  const who = m.someone();
  const household = who && m.of(m.households, who.county);
  if (!who || !household) return;
  const relation = household.members.length === 0 ? 'HEAD' : m.chance.pick(RELATIONS);
  const input = { household: household.id, worker: who.id, relation };
  const heard = () => void household.members.push(who);
  return { by: m.officer(who.county), field: 'joinHousehold', input, noun: 'household', heard };
};

const leave: Draw = (m) => {
  const household = m.of(m.households, aCounty(m));
  const who = household?.members.at(-1);
  if (!household || !who) return;
  const reason = m.chance.pick(['MARRIED_OUT', 'SPLIT', 'MOVED_AWAY', 'OTHER']);
  const input = { household: household.id, worker: who.id, reason };
  household.members.pop();
  return { by: m.officer(household.county), field: 'leaveHousehold', input, noun: 'household' };
};

const nameHead: Draw = (m) => {
  const household = m.of(m.households, aCounty(m));
  const who = household && m.one(household.members);
  if (!household || !who) return;
  const input = { household: household.id, worker: who.id };
  return { by: m.officer(household.county), field: 'nameHead', input, noun: 'household' };
};

const moveHome: Draw = (m) => {
  const household = m.of(m.households, aCounty(m));
  if (!household) return;
  const { id, county } = household;
  const input = { id, region: m.chance.pick(county.places), building: null };
  return { by: m.officer(county), field: 'correctHousehold', input, noun: 'household' };
};

const appoint: Draw = (m) => {
  const county = aCounty(m);
  const kind = m.chance.pick(['BUILDING_HEAD', 'GRID_HEAD', 'EMPLOYMENT_INFO_OFFICER', 'LIAISON']);
  return {
    by: m.officer(county),
    field: 'registerOfficer',
    input: { name: '网格长', kind, region: county.code },
    noun: 'officer',
    heard: ({ id }) => m.officers.push({ id, county }),
  };
};

const anArea = (m: RegistryMemory, county: County): object => {
  const building = m.chance.chance(0.4) ? m.of(m.buildings, county) : undefined;
  return building ? { building: building.id } : { region: m.chance.pick(county.places) };
};

const assignArea: Draw = (m) => {
  const county = aCounty(m);
  const officer = m.of(m.officers, county);
  if (!officer) return;
  const input = { officer: officer.id, ...anArea(m, county), reason: '网格调整' };
  return { by: m.officer(county), field: 'assignArea', input, noun: 'assignment' };
};

const relieveArea: Draw = (m) => {
  const county = aCounty(m);
  const input = { ...anArea(m, county), reason: '网格调整' };
  return { by: m.officer(county), field: 'relieveArea', input, noun: 'assignment' };
};

const handOver: Draw = (m) => {
  const who = m.someone();
  const officer = who && m.of(m.officers, who.county);
  if (!who || !officer) return;
  const input = { worker: who.id, officer: officer.id, reason: '包保到人' };
  const heard = () => void m.handedOver.push(who);
  return { by: m.officer(who.county), field: 'handOverWorker', input, noun: 'assignment', heard };
};

const handBack: Draw = (m) => {
  const who = m.take(m.handedOver);
  if (!who) return;
  const input = { worker: who.id, reason: BECAUSE };
  return { by: m.officer(who.county), field: 'handBackWorker', input, noun: 'assignment' };
};

const relieve: Draw = (m) => {
  const officer = m.take(m.officers);
  if (!officer) return;
  const successor = m.chance.chance(0.6) ? m.of(m.officers, officer.county) : undefined;
  const input = { id: officer.id, successor: successor?.id ?? null, reason: '工作调动' };
  return { by: m.officer(officer.county), field: 'relieveOfficer', input, noun: 'officer' };
};

export const OF_HOMES: Deeds = {
  build: [0.3, build],
  settle: [2.5, settle],
  join: [3, join],
  leave: [2, leave],
  nameHead: [0.7, nameHead],
  moveHome: [0.7, moveHome],
  appoint: [0.8, appoint],
  assignArea: [1, assignArea],
  relieveArea: [0.5, relieveArea],
  handOver: [3, handOver],
  handBack: [1.5, handBack],
  relieve: [0.4, relieve],
};
