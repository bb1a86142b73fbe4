import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { ContactMethod } from '#willingness/willingness.entity.js';
import type { Brought, Respondent, SurveyOutcome } from './survey-answer.entity.js';

const SCOPE_LEVELS = ['PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];
const MOST_PLACES = 200;
/** A round of more than a year is two; a day further off than a year is a slip of the pen. */
const LONGEST_DAYS = 366;

/**
 * The places of a round, by code. BAD_USER_INPUT naming input.scope: SCOPE_EMPTY, TOO_MANY_PLACES (above 200),
 * SCOPE_OVERLAPS when one lies within another, and what the region book refuses.
 */
export function readScope(op: Operation, codes: readonly string[]): RegionFact[] {
  const field = 'input.scope';
  if (codes.length === 0)
    throw badInput(field, 'SCOPE_EMPTY', {
      zh: '范围至少包含一个地区；全县请不要填写。',
      en: 'A scope names one place at least. Leave it out for the whole county.',
    });
  if (codes.length > MOST_PLACES)
    throw badInput(
      field,
      'TOO_MANY_PLACES',
      { zh: `范围最多 ${MOST_PLACES} 个地区。`, en: `A scope names at most ${MOST_PLACES} places.` },
      { limit: MOST_PLACES },
    );
  const places = codes
    .map((code) => op.regions.must(code, field, SCOPE_LEVELS))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  // Sorted, whatever lies within another comes right behind it or behind others within it.
  if (places.some((place, i) => i > 0 && place.path.startsWith(places[i - 1]?.path ?? '-')))
    throw badInput(field, 'SCOPE_OVERLAPS', {
      zh: '范围内的地区互相包含或重复。',
      en: 'A place of the scope lies within another one, or is named twice.',
    });
  return places;
}

/** First and last day on which people are asked. BAD_USER_INPUT/SURVEY_WINDOW naming input.windowTo. */
export function mustBeWindow(from: string, to: string, today: string): void {
  const far = from < addDays(today, -LONGEST_DAYS) || from > addDays(today, LONGEST_DAYS);
  if (!far && to >= from && to >= today && to <= addDays(from, LONGEST_DAYS)) return;
  throw badInput(
    'input.windowTo',
    'SURVEY_WINDOW',
    {
      zh: `截止日期应不早于今天和开始日期，且在开始日期之后 ${LONGEST_DAYS} 天之内；开始日期与今天相距不超过 ${LONGEST_DAYS} 天。`,
      en: `The last day is neither before today nor before the first one, and within ${LONGEST_DAYS} days of it; the first day is within ${LONGEST_DAYS} days of today.`,
    },
    { limit: LONGEST_DAYS },
  );
}

/** A try as it was said. */
export interface Said {
  readonly outcome: string;
  readonly method: string;
  readonly respondent?: string | null;
  readonly note?: string | null;
}

/**
 * What a try brought, after checking what it means. BAD_USER_INPUT: OUTCOME_MISSING for NOT_ASKED, which no try
 * brings; RESPONDENT_WITHOUT_ANSWER when nobody was reached, or the person has died, and yet spoke; TEXT_LENGTH of the note.
 */
export function readBrought(said: Said): Brought {
  const outcome = said.outcome as SurveyOutcome;
  if (outcome === 'NOT_ASKED')
    throw badInput('input.outcome', 'OUTCOME_MISSING', {
      zh: '请填写走访结果；“未走访”不是结果。',
      en: 'Say what came of it: NOT_ASKED is no outcome of a try.',
    });
  if (outcome === 'UNREACHABLE' && said.respondent != null)
    throw badInput('input.respondent', 'RESPONDENT_WITHOUT_ANSWER', {
      zh: '联系不上时没有答复人。',
      en: 'Where nobody was reached, nobody spoke.',
    });
  if (outcome === 'DECEASED' && said.respondent === 'WORKER')
    throw badInput('input.respondent', 'RESPONDENT_WITHOUT_ANSWER', {
      zh: '已故人员不能是答复人，应由家属说明。',
      en: 'Who has died did not speak: the family says so.',
    });
  const speaker: Respondent = outcome === 'DECEASED' ? 'FAMILY' : 'WORKER';
  return {
    outcome,
    method: said.method as ContactMethod,
    respondent: outcome === 'UNREACHABLE' ? null : ((said.respondent ?? speaker) as Respondent),
    note: textOf('input.note', said.note, { least: 0, most: 500, lines: true }) || null,
  };
}
