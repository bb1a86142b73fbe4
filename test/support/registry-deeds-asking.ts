// Over 200 lines: the deeds of one table, which are read together.
/** Deeds of a random history about what people want and what is done for them: wishes, rounds, returns home, plans. */
import { BECAUSE, type Deeds, type Draw } from './registry-deeds.js';
import { CONGJIANG, LIPING, type RegistryMemory } from './registry-memory.js';

const METHODS = ['SELF', 'VISIT', 'PHONE', 'SMS'];
const BARRIERS = ['WILLINGNESS', 'SKILL', 'ABILITY'];
/** Places to go to; what each is to Foshan is said where the lists are worked out again. */
export const PLACES_TO_GO = ['440600', '440604', '440000', 'G-PRD', '330100', '330000'];

/** What somebody says of work. */
function workWish(m: RegistryMemory): object {
  const { chance } = m;
  const intent = chance.weighted([
    ['GO_OUT', 6],
    ['CHANGE_JOB', 2],
    ['LOCAL', 2],
    ['STARTUP', 1],
    ['NONE', 1],
  ]);
  const leaving = intent === 'GO_OUT' || intent === 'CHANGE_JOB';
  return {
    intent,
    ...(leaving && {
      destinations: chance.some(PLACES_TO_GO, chance.int(0, 3)),
      anyDestination: chance.chance(0.3),
    }),
    barriers: chance.chance(0.5) ? chance.some(BARRIERS, chance.int(1, 2)) : [],
    availableFrom: chance.chance(0.4) ? m.within(-5, 40) : null,
    validTo: chance.chance(0.6) ? m.within(1, 60) : null,
  };
}
const trainingWish = (m: RegistryMemory): object => ({
  wantsTraining: m.chance.chance(0.85),
  validTo: m.chance.chance(0.6) ? m.within(1, 60) : null,
});

const recordWish =
  (kind: 'WORK' | 'TRAINING'): Draw =>
  (m) => {
    const who = m.someone();
    if (!who) return;
    const confirmed = m.chance.chance(0.7);
    const said = kind === 'WORK' ? workWish(m) : trainingWish(m);
    return {
      by: m.officer(who.county),
      field: 'recordWillingness',
      input: {
        ...{ worker: who.id, kind, ...said, confirmed },
        method: m.chance.pick(METHODS),
        supersede: m.chance.chance(0.7),
      },
      noun: 'willingness',
      heard: ({ id }) => (confirmed ? m.wishes : m.recorded).push({ id, who }),
    };
  };

const confirm: Draw = (m) => {
  const wish = m.take(m.recorded);
  if (!wish) return;
  const input = { id: wish.id, method: m.chance.pick(METHODS), supersede: m.chance.chance(0.7) };
  const heard = () => void m.wishes.push(wish);
  return {
    by: m.officer(wish.who.county),
    field: 'confirmWillingness',
    input,
    noun: 'willingness',
    heard,
  };
};

const withdraw: Draw = (m) => {
  const wish = m.take(m.chance.chance(0.8) ? m.wishes : m.recorded);
  if (!wish) return;
  return {
    by: m.officer(wish.who.county),
    field: 'withdrawWillingness',
    type: 'IdInput',
    input: { id: wish.id },
    noun: 'willingness',
  };
};

const openRound: Draw = (m) => {
  const county = m.chance.chance(0.7) ? LIPING : CONGJIANG;
  const [from, to] = [m.within(-2, 3), m.within(6, 40)];
  return {
    by: m.officer(county),
    field: 'openSurveyRound',
    input: {
      name: '随机摸底',
      kind: m.chance.pick(['WILLINGNESS', 'FULL']),
      scope: m.chance.chance(0.5) ? null : m.chance.some(county.places.slice(0, 3), 2),
      population: m.chance.pick(['TARGET', 'RELOCATED', 'TARGET_OR_RELOCATED', 'ALL_RURAL', 'ALL_RURAL']),
      windowFrom: from,
      windowTo: to,
    },
    noun: 'round',
    heard: ({ id }) => m.rounds.push({ id, county, from, to }),
  };
};

const closeRound: Draw = (m) => {
  const round = m.openRound(m.chance.pick([LIPING, CONGJIANG]));
  if (!round) return;
  m.rounds.splice(m.rounds.indexOf(round), 1);
  const input = { id: round.id };
  return { by: m.officer(round.county), field: 'closeSurveyRound', type: 'IdInput', input, noun: 'round' };
};

const ask: Draw = (m) => {
  const round = m.openRound(m.chance.pick([LIPING, CONGJIANG]));
  if (!round) return;
  return {
    by: m.officer(round.county),
    field: 'nextToAsk',
    input: { round: round.id, another: m.chance.chance(0.5) },
    noun: 'answer',
  };
};

const answer: Draw = (m) => {
  const who = m.someone();
  const round = who && m.openRound(who.county);
  if (!who || !round) return;
  const outcome = m.chance.weighted([
    ['DONE', 7],
    ['UNREACHABLE', 3],
    ['REFUSED', 1],
    ['MOVED', 0.5],
    ['DECEASED', 0.3],
  ]);
  const done = outcome === 'DONE';
  return {
    by: m.officer(who.county),
    field: 'answerSurvey',
    input: {
      ...{ round: round.id, worker: who.id, outcome },
      method: m.chance.pick(METHODS),
      ...(done && { respondent: m.chance.pick(['WORKER', 'WORKER', 'FAMILY']) }),
      ...(done && m.chance.chance(0.7) && { work: workWish(m) }),
      ...(done && m.chance.chance(0.4) && { training: trainingWish(m) }),
    },
    noun: 'answer',
    heard: ({ id }) => m.answers.push({ id, county: round.county }),
  };
};

const correctAnswer: Draw = (m) => {
  const given = m.one(m.answers.slice(-30));
  if (!given) return;
  const outcome = m.chance.pick(['DONE', 'UNREACHABLE', 'REFUSED']);
  const input = { id: given.id, outcome, method: 'PHONE', reason: '记错了' };
  return { by: m.officer(given.county), field: 'correctSurveyAnswer', input, noun: 'answer' };
};

const REASONS = ['FESTIVAL', 'FESTIVAL', 'JOB_LOST', 'FAMILY', 'ILLNESS', 'SEASON_END', 'OTHER'];

const comeHome: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const input = {
    worker: who.id,
    reason: m.chance.pick(REASONS),
    returnedOn: m.chance.chance(0.85) ? m.within(-6, 0) : m.within(-200, -170),
    planToLeaveOn: m.chance.chance(0.5) ? m.within(0, 80) : null,
  };
  const heard = ({ id }: { id: string }) => void m.returns.push({ id, who });
  return { by: m.officer(who.county), field: 'recordReturn', input, noun: 'returnRecord', heard };
};

const correctReturn: Draw = (m) => {
  const home = m.one(m.returns);
  if (!home) return;
  const input = { id: home.id, reason: m.chance.pick(REASONS), planToLeaveOn: m.within(0, 80) };
  return { by: m.officer(home.who.county), field: 'correctReturn', input, noun: 'returnRecord' };
};

const leaveAgain: Draw = (m) => {
  const home = m.take(m.returns);
  if (!home) return;
  const input = { id: home.id, leftOn: m.day(0) };
  return { by: m.officer(home.who.county), field: 'recordLeavingAgain', input, noun: 'returnRecord' };
};

const aMeasure = (m: RegistryMemory) => ({ kind: 'TRAINING', text: '学会一门手艺', dueOn: m.within(0, 90) });

const openPlan: Draw = (m) => {
  const who = m.someone();
  if (!who) return;
  const { county } = who;
  return {
    by: m.officer(county),
    field: 'openAssistancePlan',
    input: { worker: who.id, barriers: ['SKILL'], goal: '有序返岗', measures: [aMeasure(m), aMeasure(m)] },
    noun: 'plan',
    select: 'measures { id }',
    heard: ({ id, measures }) => {
      m.plans.push({ id, who });
      for (const measure of measures as { id: string }[]) m.measures.push({ id: measure.id, county });
    },
  };
};

const planMeasure: Draw = (m) => {
  const plan = m.one(m.plans);
  if (!plan) return;
  const input = { id: plan.id, ...aMeasure(m) };
  return { by: m.officer(plan.who.county), field: 'planMeasure', input, noun: 'plan' };
};

const endMeasure: Draw = (m) => {
  const measure = m.take(m.measures);
  if (!measure) return;
  const { id, county } = measure;
  const by = m.officer(county);
  return m.chance.chance(0.6)
    ? { by, field: 'finishMeasure', input: { id, result: '已结业' }, noun: 'plan' }
    : { by, field: 'dropMeasure', type: 'ReasonInput', input: { id, reason: BECAUSE }, noun: 'plan' };
};

const closePlan: Draw = (m) => {
  const plan = m.take(m.plans);
  if (!plan) return;
  const input = { id: plan.id, outcome: 'TRAINED', note: '已经上岗' };
  return { by: m.officer(plan.who.county), field: 'closeAssistancePlan', input, noun: 'plan' };
};

export const OF_ASKING: Deeds = {
  wishForWork: [9, recordWish('WORK')],
  wishToLearn: [4, recordWish('TRAINING')],
  confirm: [4, confirm],
  withdraw: [2, withdraw],
  openRound: [0.6, openRound],
  closeRound: [0.2, closeRound],
  ask: [1, ask],
  answer: [6, answer],
  correctAnswer: [0.7, correctAnswer],
  comeHome: [5, comeHome],
  correctReturn: [1.5, correctReturn],
  leaveAgain: [3, leaveAgain],
  openPlan: [2, openPlan],
  planMeasure: [1, planMeasure],
  endMeasure: [1, endMeasure],
  closePlan: [1, closePlan],
};
