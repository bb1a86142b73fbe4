import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { countyOf } from './county-of.js';
import { namedOrganization } from './named-organization.js';
import { TrainingEntrustment } from './training-entrustment.entity.js';

/** What is said of an entrustment. */
export interface IssuedEntrustment {
  readonly provider: string;
  readonly entrustmentNo: string;
  readonly occupation: string;
  readonly persons: number;
  readonly cost?: number | null;
  readonly issuedOn?: string | null;
  readonly fromOn: string;
  readonly toOn: string;
}

const LONGEST_NO = 100;
const LONGEST_OCCUPATION = 50;
const MOST_PERSONS = 100_000;
/** Fen: a thousand million yuan. */
const HIGHEST_COST = 100_000_000_000;
const LONGEST_DAYS = 366;

/**
 * The county commissions a training provider. BAD_USER_INPUT: WRONG_ORGANIZATION, WORD_LENGTH, OUT_OF_BOUNDS, TRAINING_DAYS;
 * CONFLICT/ENTRUSTMENT_EXISTS, one a number and county, which the database holds.
 */
export async function issueTrainingEntrustment(
  op: Operation,
  input: IssuedEntrustment,
): Promise<TrainingEntrustment> {
  op.must('trainingEntrustment.issue');
  const county = countyOf(op);
  op.must('trainingEntrustment.issue', { origin: county.path });
  const provider = await namedOrganization(op, input.provider, 'TRAINING_PROVIDER', 'input.provider');
  mustBeWithin('input.persons', input.persons, 1, MOST_PERSONS);
  if (input.cost != null) mustBeWithin('input.cost', input.cost, 0, HIGHEST_COST);
  const issuedOn = input.issuedOn ?? op.today;
  const { fromOn, toOn } = input;
  const isIssued = issuedOn <= op.today;
  const beginsInTime = fromOn >= issuedOn && fromOn <= addDays(issuedOn, LONGEST_DAYS);
  const endsInTime = toOn >= fromOn && toOn <= addDays(fromOn, LONGEST_DAYS);
  if (!isIssued || !beginsInTime || !endsInTime)
    throw badInput(
      !isIssued ? 'input.issuedOn' : beginsInTime ? 'input.toOn' : 'input.fromOn',
      'TRAINING_DAYS',
      {
        zh: '委托日期不晚于今天，培训在委托之后一年之内开始，最长一年。',
        en: 'It is issued today at the latest; the training begins within a year of it and lasts a year at most.',
      },
    );
  const entrustment = op.em.create(TrainingEntrustment, {
    id: uuidv7(op.now.getTime()),
    origin: county.path,
    providerId: provider.id,
    entrustmentNo: wordOf('input.entrustmentNo', input.entrustmentNo, LONGEST_NO),
    occupation: wordOf('input.occupation', input.occupation, LONGEST_OCCUPATION),
    persons: input.persons,
    costFen: input.cost ?? null,
    issuedOn,
    fromOn,
    toOn,
  });
  await op.em.flush();
  return entrustment;
}

function mustBeWithin(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw badInput(
    field,
    'OUT_OF_BOUNDS',
    { zh: `应为 ${least} 到 ${most} 的整数。`, en: `From ${least} to ${most}.` },
    { limit: most },
  );
}
