import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { wordsOf } from '#kernel/plain-text.js';
import {
  type Barrier,
  type Intent,
  VALIDITY_DAYS,
  type Willingness,
  type WillingnessKind,
} from './willingness.entity.js';

/** A wish may name a city, a district, a province, or a group of regions. */
const DESTINATION_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'REGION_GROUP'];
const MOST_DESTINATIONS = 10;
/** Who is ready in another year is asked again before it; a day further off is a slip of the pen. */
const READY_WITHIN_DAYS = 366;
/** Only who wants to leave, or to change, names a place to go to. */
const LEAVING: readonly (string | null | undefined)[] = ['GO_OUT', 'CHANGE_JOB'];

/** What somebody wants, as it was said. */
export interface Wish {
  readonly kind: string;
  readonly intent?: string | null;
  readonly destinations?: readonly string[] | null;
  readonly anyDestination?: boolean | null;
  /** Global id of an organization. */
  readonly formerEmployer?: string | null;
  readonly occupations?: readonly string[] | null;
  readonly wageMin?: number | null;
  readonly availableFrom?: string | null;
  readonly wantsTraining?: boolean | null;
  readonly trainingTopics?: readonly string[] | null;
  readonly barriers?: readonly string[] | null;
  readonly validTo?: string | null;
}

/** Writes the wish down after checking what it means. `saidOn` is the day of the answer. */
export function writeWish(op: Operation, willingness: Willingness, wish: Wish, saidOn: string): void {
  const kind = wish.kind as WillingnessKind;
  if (kind === 'WORK') mustBeOfWork(wish);
  else mustBeOfTraining(wish);
  willingness.kind = kind;
  willingness.intent = (wish.intent ?? null) as Intent | null;
  willingness.destinationCodes = readDestinations(op, wish.destinations ?? []);
  willingness.anyDestination = wish.anyDestination ?? false;
  willingness.occupations = wordsOf('input.occupations', wish.occupations ?? []);
  willingness.wageMinFen = wish.wageMin ?? null;
  willingness.availableFrom = readReadyFrom(wish.availableFrom, saidOn);
  willingness.wantsTraining = kind === 'TRAINING' && (wish.wantsTraining ?? true);
  willingness.trainingTopics = wordsOf('input.trainingTopics', wish.trainingTopics ?? []);
  willingness.barriers = [...new Set((wish.barriers ?? []) as Barrier[])];
  willingness.validTo = readValidity(kind, wish.validTo, saidOn);
}

function mustBeOfWork(wish: Wish): void {
  if (wish.intent == null)
    throw badInput('input.intent', 'INTENT_MISSING', {
      zh: '求职意愿须注明意向。',
      en: 'A wish for work says what is wanted.',
    });
  if (wish.wantsTraining != null || wish.trainingTopics?.length)
    throw ofAnotherKind(wish.wantsTraining != null ? 'wantsTraining' : 'trainingTopics');
  if (LEAVING.includes(wish.intent)) return;
  const given = {
    formerEmployer: wish.formerEmployer != null,
    destinations: (wish.destinations?.length ?? 0) > 0,
    anyDestination: wish.anyDestination === true,
  };
  const named = Object.entries(given).find(([, isGiven]) => isGiven)?.[0];
  if (named !== undefined)
    throw badInput(
      `input.${named}`,
      'DESTINATION_WITHOUT_LEAVING',
      {
        zh: '只有外出务工或转岗意向才填写目的地。',
        en: 'Only a wish to go out or to change jobs names a destination.',
      },
      { allowed: LEAVING as string[] },
    );
}

function mustBeOfTraining(wish: Wish): void {
  for (const field of ['intent', 'wageMin', 'availableFrom', 'formerEmployer'] as const)
    if (wish[field] != null) throw ofAnotherKind(field);
  for (const field of ['destinations', 'occupations', 'barriers'] as const)
    if (wish[field]?.length) throw ofAnotherKind(field);
  if (wish.anyDestination) throw ofAnotherKind('anyDestination');
}

function ofAnotherKind(field: string) {
  return badInput(`input.${field}`, 'FIELD_OF_ANOTHER_KIND', {
    zh: '该字段不属于这一类意愿（求职或培训）。',
    en: 'This field does not belong to a wish of this kind.',
  });
}

/** Codes in the order of preference, each once. */
function readDestinations(op: Operation, codes: readonly string[]): string[] {
  const field = 'input.destinations';
  if (codes.length > MOST_DESTINATIONS)
    throw badInput(
      field,
      'TOO_MANY_DESTINATIONS',
      {
        zh: `目的地最多 ${MOST_DESTINATIONS} 个。`,
        en: `At most ${MOST_DESTINATIONS} destinations.`,
      },
      { limit: MOST_DESTINATIONS },
    );
  const found = codes.map((code) => op.regions.must(code, field, DESTINATION_LEVELS).code);
  if (new Set(found).size < found.length)
    throw badInput(field, 'DUPLICATE_DESTINATION', {
      zh: '目的地不能重复。',
      en: 'A destination is named twice.',
    });
  return found;
}

/** Within a year of the day of the answer, before or after. */
function readReadyFrom(day: string | null | undefined, saidOn: string): string | null {
  if (day == null) return null;
  if (day >= addDays(saidOn, -READY_WITHIN_DAYS) && day <= addDays(saidOn, READY_WITHIN_DAYS)) return day;
  throw badInput(
    'input.availableFrom',
    'AVAILABLE_FROM',
    {
      zh: `可到岗日期应在登记日前后 ${READY_WITHIN_DAYS} 天之内。`,
      en: `Ready from a day within ${READY_WITHIN_DAYS} days of the day on which it was said.`,
    },
    { limit: READY_WITHIN_DAYS },
  );
}

function readValidity(kind: WillingnessKind, validTo: string | null | undefined, saidOn: string): string {
  const latest = addDays(saidOn, VALIDITY_DAYS[kind]);
  const day = validTo ?? latest;
  if (day > saidOn && day <= latest) return day;
  throw badInput(
    'input.validTo',
    'VALIDITY',
    {
      zh: `有效期应在登记日之后、${VALIDITY_DAYS[kind]} 天之内。`,
      en: `It ends after the day on which it was said, and within ${VALIDITY_DAYS[kind]} days.`,
    },
    { limit: VALIDITY_DAYS[kind] },
  );
}
