import { type Refused, refused } from '#kernel/reading.js';

/** Nobody below 16 may be employed (劳动法 15, 禁止使用童工规定). */
export const LOWEST_AGE = 16;
/**
 * No statute names a highest age; the retirement age ends at 63 (men) under the rule of 2025, and people
 * beyond it may still be engaged. Above 70 we take the age for a slip and ask.
 */
export const HIGHEST_AGE = 70;

/**
 * The one rule of ages, for the API and for sheets. What is wrong with the ages a posting asks for, in full years, null where it names none:
 * AGE_BELOW_16, AGE_ABOVE_70, AGE_MIN_ABOVE_MAX. Null when nothing is.
 */
export function ageFault(min: number | null, max: number | null): Refused | null {
  if ((min ?? LOWEST_AGE) < LOWEST_AGE || (max ?? LOWEST_AGE) < LOWEST_AGE) {
    return refused(
      'AGE_BELOW_16',
      '不得招用未满16周岁的未成年人（劳动法第15条）。',
      'Nobody below 16 may be employed (Labour Law, article 15).',
    );
  }
  if ((min ?? 0) > HIGHEST_AGE || (max ?? 0) > HIGHEST_AGE) {
    return refused(
      'AGE_ABOVE_70',
      `年龄要求超过${HIGHEST_AGE}周岁，请核对。`,
      `An age above ${HIGHEST_AGE} is asked for; check it.`,
    );
  }
  if (min !== null && max !== null && min > max) {
    return refused('AGE_MIN_ABOVE_MAX', '最低年龄高于最高年龄。', 'The lowest age is above the highest.');
  }
  return null;
}
