import { badInput, conflict } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { Relation } from './household-member.entity.js';

/** Where a household lives: a town where the village is not known, a village, a resettlement site. */
const HOME_LEVELS = ['TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];
/** Where buildings are numbered. */
const BUILDING_LEVELS = ['VILLAGE', 'RESETTLEMENT_SITE'];
/** Where people are moved from. */
const SOURCE_LEVELS = ['COUNTY', 'TOWN', 'VILLAGE'];
/** Members of one household at registration; the largest real ones have about twenty. */
const MOST_MEMBERS = 30;
/** No household book is older. */
const FIRST_DAY = '1949-10-01';

/** The place of a household. BAD_USER_INPUT/REGION_OF_ANOTHER_LEVEL, UNKNOWN_REGION naming `field`. */
export function homeOf(op: Operation, code: string, field: string): RegionFact {
  return op.regions.must(code, field, HOME_LEVELS);
}

/** The village or site of a building. Refuses as `homeOf`. */
export function groundOf(op: Operation, code: string, field: string): RegionFact {
  return op.regions.must(code, field, BUILDING_LEVELS);
}

/** A place that people were moved from (迁出地): county, town or village, anywhere. Refuses as `homeOf`. */
export function sourceOf(op: Operation, code: string, field: string): RegionFact {
  return op.regions.must(code, field, SOURCE_LEVELS);
}

/** The number of a household (户编号), 1 to 30 characters on one line. BAD_USER_INPUT/TEXT_LENGTH, CONTROL_CHARACTER. */
export function readHouseholdNo(no: string): string {
  return textOf('input.no', no, { least: 1, most: 30 });
}

/** House, unit and door below the region, 1 to 200 characters on one line. Refuses as `readHouseholdNo`. */
export function readAddress(address: string): string {
  return textOf('input.address', address, { least: 1, most: 200 });
}

/** A day on which a membership begins or ends: from 1949-10-01 until today. BAD_USER_INPUT/MEMBERSHIP_DAY naming `field`. */
export function mustBePast(op: Operation, day: string, field: string): void {
  if (day >= FIRST_DAY && day <= op.today) return;
  throw badInput(
    field,
    'MEMBERSHIP_DAY',
    {
      zh: `日期应在 ${FIRST_DAY} 至今天之间。`,
      en: `This day lies between ${FIRST_DAY} and today.`,
    },
    { allowed: [FIRST_DAY, op.today] },
  );
}

/** Somebody of a household to be registered. */
export interface NewMember {
  readonly worker: string;
  readonly relation: string;
}

/** BAD_USER_INPUT: TOO_MANY_MEMBERS, MEMBER_TWICE; SECOND_HEAD when one besides `head` is called the head. */
export function mustBeOneFamily(head: string, members: readonly NewMember[]): void {
  if (members.length >= MOST_MEMBERS)
    throw badInput(
      'input.members',
      'TOO_MANY_MEMBERS',
      { zh: `一户最多登记 ${MOST_MEMBERS} 人。`, en: `A household has at most ${MOST_MEMBERS} members.` },
      { limit: MOST_MEMBERS },
    );
  if (new Set([head, ...members.map(({ worker }) => worker)]).size <= members.length)
    throw badInput('input.members', 'MEMBER_TWICE', {
      zh: '同一人在该户中出现了两次（户主不必再列入成员）。',
      en: 'Somebody is named twice; the head is not named among the members.',
    });
  for (const { relation } of members) mustNotBeHead(relation, 'input.members.relation');
}

/** BAD_USER_INPUT/SECOND_HEAD naming `field`: a household has one head; another one is named by nameHead. */
export function mustNotBeHead(relation: string, field: string): Relation {
  if (relation !== 'HEAD') return relation as Relation;
  throw badInput(field, 'SECOND_HEAD', {
    zh: '一户只有一名户主；变更户主请用 nameHead。',
    en: 'A household has one head; nameHead names another.',
  });
}

/** BAD_USER_INPUT/FIRST_IS_HEAD naming `field`: whoever joins a household of nobody is its head. */
export function mustBeFirstHead(relation: string, field: string): Relation {
  if (relation === 'HEAD') return relation;
  throw badInput(field, 'FIRST_IS_HEAD', {
    zh: '该户现无成员，首先加入的人应为户主（HEAD）。',
    en: 'Nobody is of this household now: whoever joins first is its head (HEAD).',
  });
}

/** CONFLICT/HEAD_STAYS: the head leaves last, or after another was named. */
export function headStays() {
  return conflict('HEAD_STAYS', {
    zh: '户主迁出前，请先用 nameHead 指定新户主。',
    en: 'Name another head (nameHead) before the head leaves those who stay.',
  });
}

/** CONFLICT/NOT_A_MEMBER: the person is not of this household now. */
export function notAMember(field: string) {
  return conflict(
    'NOT_A_MEMBER',
    { zh: '该人员现在不是这一户的成员。', en: 'The person is not a member of this household now.' },
    { field },
  );
}

/** CONFLICT/MEMBER_GONE: somebody who died or moved out joins no household. */
export function gone(field: string) {
  return conflict(
    'MEMBER_GONE',
    {
      zh: '该人员已死亡或迁出，不能登记为家庭成员。',
      en: 'The person has died or moved out, and joins no household.',
    },
    { field },
  );
}

/** CONFLICT/ANOTHER_COUNTY: a household moves within its county; elsewhere it is registered anew. */
export function anotherCounty() {
  return conflict(
    'ANOTHER_COUNTY',
    {
      zh: '户只能在本县内变更住址；迁往外县的，请由迁入县重新登记。',
      en: 'A household moves within its county; the county that it moves to registers it anew.',
    },
    { field: 'input.region' },
  );
}
