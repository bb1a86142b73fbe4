import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { textOf } from '#kernel/plain-text.js';
import { FIVE_HAVES, type FiveHave } from './station-inspection.entity.js';

/** The land of China lies within these degrees, islands included; a point outside of them is a typing error. */
const SOUTH = 3;
const NORTH = 54;
const WEST = 73;
const EAST = 136;
/** Degrees are kept to a ten-millionth part of the way round: 0.1 m. */
const DEGREE_DIGITS = 6;

export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

/** Morning, afternoon and evening. */
const MOST_A_DAY = 3;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** A landline with its area code, a mobile, a 400 number, or a short public one such as 12333. */
const PHONE = /^(?:0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}|1[12]\d{3})$/;
/** The first job offices of their kind are of the reform years; plans are not made further ahead than a year. */
const EARLIEST = '1980-01-01';
const AHEAD_DAYS = 366;

/** Open on one weekday, from a time up to a later one. */
export interface Hours {
  readonly weekday: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Service hours as they are kept, in order. BAD_USER_INPUT/SERVICE_HOURS: a time that is none, an end before its
 * beginning, two that overlap, or more than three on a day.
 */
export function readHours(given: readonly Hours[], field: string): string[] {
  const faulty = (at: string, limit?: number) =>
    badInput(
      at,
      'SERVICE_HOURS',
      {
        zh: `服务时间应为同一天内先后两个时刻（如 08:30 至 12:00），同一天不重叠，每天最多 ${MOST_A_DAY} 段。`,
        en: `Service hours are two times of one day in order (08:30 to 12:00), ${MOST_A_DAY} a day at most, and do not overlap.`,
      },
      limit === undefined ? {} : { limit },
    );
  if (given.length > MOST_A_DAY * WEEKDAYS.length) throw faulty(field, MOST_A_DAY);
  const read = given.map(({ weekday, from, to }, i) => {
    const day = (WEEKDAYS as readonly string[]).indexOf(weekday) + 1;
    if (day === 0 || !TIME.test(from) || !TIME.test(to) || from >= to) throw faulty(`${field}.${i}`);
    return { day, from, to };
  });
  const sorted = read.toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from));
  for (const [i, one] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next?.day === one.day && next.from < one.to) throw faulty(field);
    if (sorted[i + MOST_A_DAY]?.day === one.day) throw faulty(field, MOST_A_DAY);
  }
  return sorted.map(({ day, from, to }) => `${day} ${from}-${to}`);
}

/** What is kept of service hours, as it is shown. */
export function hoursOf(kept: string): Hours {
  const [day = '1', from = '', to = ''] = kept.split(/[ -]/);
  return { weekday: WEEKDAYS[Number(day) - 1] ?? 'MONDAY', from, to };
}

/** A point of the map in decimal degrees, within China. BAD_USER_INPUT/LOCATION naming the field. */
export function readLocation(given: { latitude: number; longitude: number }, field: string) {
  const { latitude, longitude } = given;
  if (latitude >= SOUTH && latitude <= NORTH && longitude >= WEST && longitude <= EAST)
    return { latitude: rounded(latitude), longitude: rounded(longitude) };
  throw badInput(field, 'LOCATION', {
    zh: `位置应在中国境内：纬度 ${SOUTH} 至 ${NORTH}，经度 ${WEST} 至 ${EAST}（十进制度）。请核对经纬度是否写反。`,
    en: `The point lies in China: latitude ${SOUTH} to ${NORTH}, longitude ${WEST} to ${EAST}, in decimal degrees. Have the two been exchanged?`,
  });
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DEGREE_DIGITS));
}

/** A number under which a station answers, without blanks. BAD_USER_INPUT/STATION_PHONE naming the field. */
export function readStationPhone(given: string, field: string): string {
  const phone = given.replace(/[\s ]/g, '');
  if (PHONE.test(phone)) return phone;
  throw badInput(field, 'STATION_PHONE', {
    zh: '电话应为带区号的固定电话（如 0757-12345678）、手机号、400 号码或 12333 一类的公共号码。',
    en: 'The number is a landline with its area code (0757-12345678), a mobile, a 400 number or a public one such as 12333.',
  });
}

/** When a station opened, and closed again. BAD_USER_INPUT/STATION_DAYS naming the field. */
export function mustBeDaysOfStation(
  openedOn: string | null | undefined,
  closedOn: string | null | undefined,
  today: string,
  field: string,
): void {
  const last = addDays(today, AHEAD_DAYS);
  const within = (day: string) => day >= EARLIEST && day <= last;
  if (openedOn != null && !within(openedOn)) throw daysOfStation(field);
  if (closedOn == null) return;
  if (!within(closedOn) || (openedOn != null && closedOn < openedOn)) throw daysOfStation(field);
}

function daysOfStation(field: string) {
  return badInput(field, 'STATION_DAYS', {
    zh: `日期应在 ${EARLIEST} 至一年之内，撤站日期不早于设站日期。`,
    en: `The day lies between ${EARLIEST} and a year from today, and no station closes before it opened.`,
  });
}

/** What was seen of one of the five. */
export interface Finding {
  readonly have: string;
  readonly met: boolean;
  readonly evidence?: string | null;
}

/**
 * Each of the five once, what is there with its evidence (a text of 2 to 200 characters, such as a file number).
 * BAD_USER_INPUT: FIVE_HAVES_INCOMPLETE, TEXT_LENGTH, CONTROL_CHARACTER.
 */
export function readFindings(given: readonly Finding[], field: string) {
  const missing = FIVE_HAVES.filter((have) => given.filter((one) => one.have === have).length !== 1);
  if (missing.length > 0)
    throw badInput(
      field,
      'FIVE_HAVES_INCOMPLETE',
      {
        zh: '“五有”检查须对场所、设备、制度、人员、运营各填写一次。',
        en: 'An inspection says of each of the five haves once whether it is there.',
      },
      { allowed: missing },
    );
  const of = (have: FiveHave) => {
    const at = given.findIndex((one) => one.have === have);
    const { met = false, evidence } = given[at] ?? {};
    const text = textOf(`${field}.${at}.evidence`, evidence, { least: met ? 2 : 0, most: 200 });
    return { met, text };
  };
  const [office, equipment, rules, staff, operation] = FIVE_HAVES.map(of) as [Seen, Seen, Seen, Seen, Seen];
  return {
    office: office.met,
    equipment: equipment.met,
    rules: rules.met,
    staff: staff.met,
    operation: operation.met,
    evidence: [office, equipment, rules, staff, operation].map(({ text }) => text),
  };
}

interface Seen {
  readonly met: boolean;
  readonly text: string;
}
