import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { textOf } from '#kernel/plain-text.js';
import type { MeasureKind } from './assistance-measure.entity.js';

/** Plans look two years ahead at most; whoever needs longer makes a new one. */
const FARTHEST_DAYS = 731;
const MOST_MEASURES = 20;

/** A thing to be done, as somebody says it. */
export interface NewMeasure {
  readonly kind: string;
  readonly text: string;
  readonly dueOn: string;
}

/**
 * What is to be done, by when: 2 to 200 characters, and a day from today on within two years. BAD_USER_INPUT: TEXT_LENGTH,
 * CONTROL_CHARACTER, DUE_DAY.
 */
export function readMeasure(given: NewMeasure, today: string, field: string) {
  const { kind, dueOn } = given;
  const text = textOf(`${field}.text`, given.text, { least: 2, most: 200 });
  if (dueOn < today || dueOn > addDays(today, FARTHEST_DAYS))
    throw badInput(`${field}.dueOn`, 'DUE_DAY', {
      zh: '完成期限应为今天起两年以内的日期。',
      en: 'It is due on a day from today on, within two years.',
    });
  return { kind: kind as MeasureKind, text, dueOn };
}

/** BAD_USER_INPUT/TOO_MANY_MEASURES above 20 of a plan. */
export function mustBeFewMeasures(many: number, field: string): void {
  if (many > MOST_MEASURES)
    throw badInput(
      field,
      'TOO_MANY_MEASURES',
      { zh: `一份计划最多 ${MOST_MEASURES} 项措施。`, en: `A plan has at most ${MOST_MEASURES} measures.` },
      { limit: MOST_MEASURES },
    );
}

/** The day on which something was done: today or before, not before the plan began. BAD_USER_INPUT/DONE_DAY. */
export function doneDay(given: string | null | undefined, today: string, openedOn: string): string {
  const day = given ?? today;
  if (day >= openedOn && day <= today) return day;
  throw badInput('input.doneOn', 'DONE_DAY', {
    zh: `落实日期应在 ${openedOn} 至 ${today} 之间。`,
    en: `It was done between ${openedOn} and ${today}.`,
  });
}
