import { addDays } from '#kernel/business-day.js';
import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Organization } from '#party/organization.entity.js';
import type { ReturnReason, ReturnRecord, ReturnTransport } from './return-record.entity.js';

/** A festival visit with a plan to leave within so many days keeps the work away (domain 4.5). */
export const FESTIVAL_DAYS = 60;
/** A list of returnees looks back so many days where it names no festival (domain 4.6, list 6). */
export const RETURNEE_DAYS = 180;
/** What lies further back, or ahead, than a year is a slip of the pen. */
const MOST_DAYS = 366;
/** A sign of illness is no file: it goes by itself. */
const HEALTH_DAYS = 90;
const MOST_COMPANIONS = 50;
const FROM_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE'];

/** What is said of a return. Left out: stays as it is; null: taken away. */
export interface ReturnSaid {
  readonly returnedOn?: string | null;
  readonly fromRegion?: string | null;
  readonly fromEmployer?: string | null;
  readonly reason?: string | null;
  readonly companions?: number | null;
  readonly transport?: string | null;
  readonly planToLeaveOn?: string | null;
  readonly healthFlagUntil?: string | null;
}

/** Does a return leave the person at work away? `planToLeaveOn` null: no plan. Days are YYYY-MM-DD. */
export function keepsJob({
  reason,
  returnedOn,
  planToLeaveOn,
}: Pick<ReturnRecord, 'reason' | 'returnedOn' | 'planToLeaveOn'>): boolean {
  return (
    reason === 'FESTIVAL' && planToLeaveOn != null && planToLeaveOn <= addDays(returnedOn, FESTIVAL_DAYS)
  );
}

/** Is the work outside the county that answers for the person? Paths; null: no work. */
export function isAway({
  origin,
  employmentPath,
}: {
  readonly origin: string;
  readonly employmentPath?: string | null;
}): boolean {
  return employmentPath != null && employmentPath.slice(0, 6) !== origin.slice(0, 6);
}

/**
 * Writes what is given into the record, after checking what it means. BAD_USER_INPUT naming the field: RETURN_DAY,
 * PLAN_TO_LEAVE, HEALTH_FLAG, OUT_OF_BOUNDS, NOT_AN_EMPLOYER, and what the region book refuses.
 */
export async function writeReturn(op: Operation, record: ReturnRecord, said: ReturnSaid): Promise<void> {
  if (said.returnedOn != null) record.returnedOn = said.returnedOn;
  if (said.reason != null) record.reason = said.reason as ReturnReason;
  if (said.fromRegion !== undefined)
    record.fromRegion =
      said.fromRegion === null
        ? null
        : op.regions.must(said.fromRegion, 'input.fromRegion', FROM_LEVELS).code;
  if (said.fromEmployer !== undefined)
    record.fromEmployerId = said.fromEmployer === null ? null : await employerOf(op, said.fromEmployer);
  if (said.companions !== undefined) record.companions = said.companions ?? 0;
  if (said.transport !== undefined) record.transport = said.transport as ReturnTransport | null;
  if (said.planToLeaveOn !== undefined) record.planToLeaveOn = said.planToLeaveOn;
  if (said.healthFlagUntil !== undefined) {
    mustBeFlag(said.healthFlagUntil, op.today);
    record.healthFlagUntil = said.healthFlagUntil;
  }
  mustHold(record, op.today);
}

function mustHold({ returnedOn, planToLeaveOn, leftAgainOn, companions }: ReturnRecord, today: string): void {
  if (
    returnedOn > today ||
    returnedOn < addDays(today, -MOST_DAYS) ||
    (leftAgainOn ?? returnedOn) < returnedOn
  )
    throw badInput(
      'input.returnedOn',
      'RETURN_DAY',
      {
        zh: `返乡日期应在今天之前 ${MOST_DAYS} 天之内，不晚于今天，也不晚于再次外出的日期。`,
        en: `A return lies within the last ${MOST_DAYS} days, today included, and not after the day of leaving again.`,
      },
      { limit: MOST_DAYS },
    );
  if (planToLeaveOn != null && (planToLeaveOn < returnedOn || planToLeaveOn > addDays(returnedOn, MOST_DAYS)))
    throw badInput(
      'input.planToLeaveOn',
      'PLAN_TO_LEAVE',
      {
        zh: `计划外出日期应在返乡之后 ${MOST_DAYS} 天之内。`,
        en: `A plan to leave lies within ${MOST_DAYS} days after the return.`,
      },
      { limit: MOST_DAYS },
    );
  if (!Number.isInteger(companions) || companions < 0 || companions > MOST_COMPANIONS)
    throw badInput(
      'input.companions',
      'OUT_OF_BOUNDS',
      { zh: `同行人数应为 0 到 ${MOST_COMPANIONS} 的整数。`, en: `From 0 to ${MOST_COMPANIONS} companions.` },
      { limit: MOST_COMPANIONS },
    );
}

function mustBeFlag(until: string | null, today: string): void {
  if (until === null || (until > today && until <= addDays(today, HEALTH_DAYS))) return;
  throw badInput(
    'input.healthFlagUntil',
    'HEALTH_FLAG',
    {
      zh: `健康提示的到期日应在今天之后 ${HEALTH_DAYS} 天之内。`,
      en: `A health flag ends after today, within ${HEALTH_DAYS} days.`,
    },
    { limit: HEALTH_DAYS },
  );
}

async function employerOf(op: Operation, id: string): Promise<string> {
  const field = 'input.fromEmployer';
  const found = await op.em.findOne(Organization, { id: keyOf('Organization', id, field) });
  if (!found) throw notFound({ zh: '用人单位', en: 'employer' }, field);
  if (found.type === 'EMPLOYER') return found.id;
  throw badInput(field, 'NOT_AN_EMPLOYER', {
    zh: '请填写用人单位的编号。',
    en: 'Name the organization of an employer.',
  });
}
