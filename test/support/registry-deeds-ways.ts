/** Deeds of a random history on the way to a post, a step at a time, each by the side whose step it is. */
import type { Handle } from './ground.js';
import type { Deed, Deeds, Draw } from './registry-deeds.js';
import type { OnWay, RegistryMemory } from './registry-memory.js';

const STATION: Handle = 'station@foshan';
const EMPLOYER: Handle = 'employer@foshan';

/** A step of the way: what is said, of which noun. */
type Step = (m: RegistryMemory, way: OnWay) => Pick<Deed, 'by' | 'field' | 'input' | 'type'>;
const plain =
  (field: string, by?: Handle): Step =>
  (m, { id, who }) => ({ by: by ?? m.officer(who.county), field, type: 'IdInput', input: { id } });
const said =
  (field: string, more: (m: RegistryMemory) => object, by?: Handle, as = 'id'): Step =>
  (m, { id, who }) => ({
    by: by ?? m.officer(who.county),
    field,
    input: { [as]: id, ...more(m) },
  });

const STEPS: readonly (readonly [noun: 'referral' | 'dispatch' | 'arrival', Step])[] = [
  ['referral', said('sendReferral', () => ({ channel: 'PHONE' }))],
  ['referral', said('answerReferral', () => ({ answer: 'INTERESTED' }))],
  ['referral', plain('submitReferral', STATION)],
  ['referral', plain('offerReferral', EMPLOYER)],
  ['referral', plain('acceptReferral')],
  [
    'dispatch',
    said(
      'planDispatch',
      (m) => ({ kind: 'LONG_TERM', transport: 'SELF', plannedOn: m.day(0) }),
      undefined,
      'referral',
    ),
  ],
  [
    'dispatch',
    said('clearDispatch', (m) => ({
      agreementRef: 'BZ-1',
      healthCheckedOn: m.day(0),
      employerConfirmedOn: m.day(0),
    })),
  ],
  ['dispatch', said('bookDispatch', () => ({}))],
  ['dispatch', plain('departDispatch')],
  ['arrival', plain('checkInArrival', STATION)],
  ['arrival', said('receiptArrival', (m) => ({ receiptNo: 'HZ-1', onPostOn: m.day(0) }), EMPLOYER)],
  ['arrival', said('verifyArrival', () => ({}), STATION)],
];

const putForward: Draw = (m) => {
  // Mostly somebody who has said to want to.
  const wish = m.chance.chance(0.9) ? m.one(m.wishes) : undefined;
  const who = wish?.who.gone === false ? wish.who : m.someone();
  const posting = m.postings.at(-1);
  if (!who || posting === undefined) return;
  return {
    by: m.officer(who.county),
    field: 'createReferral',
    input: { worker: who.id, posting },
    noun: 'referral',
    heard: ({ id }) => m.ways.push({ id, who, next: 0, arrival: '' }),
  };
};

const goOn: Draw = (m) => {
  const way = m.take(m.ways);
  const step = way && STEPS[way.next];
  if (!step) return;
  const [noun, draw] = step;
  return {
    ...draw(m, way),
    noun,
    ...(noun === 'dispatch' && { select: 'arrival { id }' }),
    heard: ({ id, arrival }) => {
      way.id = id;
      way.arrival = (arrival as { id: string } | null | undefined)?.id ?? way.arrival;
      way.next += 1;
      // From here on it is the arrival that is gone on with.
      if (STEPS[way.next]?.[0] === 'arrival') way.id = way.arrival;
      if (way.next < STEPS.length) m.ways.push(way);
    },
  };
};

const giveUp: Draw = (m) => {
  // The newest that somebody is on: of an old one the referral has mostly ended.
  const at = m.ways.findLastIndex(({ next }) => next >= 1 && next <= 5);
  const [way] = at < 0 ? [] : m.ways.splice(at, 1);
  if (!way) return;
  return {
    by: m.officer(way.who.county),
    field: 'cancelReferral',
    type: 'ReasonInput',
    input: { id: way.id, reason: '本人改变主意' },
    noun: 'referral',
  };
};

export const OF_WAYS: Deeds = {
  putForward: [4, putForward],
  goOn: [16, goOn],
  giveUp: [1.5, giveUp],
};
