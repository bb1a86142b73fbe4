import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findRoundToAskIn } from './find-survey-round.js';

/** For so long nobody else is given the same person. */
const HOLD_MINUTES = 15;

/**
 * The next person to call: who was not asked yet, place by place, then who was not reached on another day, the longest
 * ago first. The person is held for the officer for 15 minutes, so that two who ask at once get two; an officer
 * who asks again is given the same one, or with `another` the one after. CONFLICT/NOBODY_LEFT_TO_ASK.
 */
export async function nextToAsk(
  op: Operation,
  input: { round: string; place?: string | null; another?: boolean | null },
): Promise<{ readonly id: string }> {
  op.must('survey.nextToAsk');
  const place = input.place == null ? undefined : op.regions.must(input.place, 'input.place');
  if (place) op.must('survey.nextToAsk', { origin: place.path }, 'input.place');
  const round = await findRoundToAskIn(op, input.round, 'input.round');
  op.must('survey.nextToAsk', { origin: round.origin });
  round.mustBeOpen('input.round');
  const here = sql`a.round_id = ${round.id}::uuid and a.belongs and ${underPath(sql`a.origin`, place?.path ?? round.origin)}`;
  const free = sql`${here} and (a.held_until is null or a.held_until <= ${op.now}::timestamptz)`;
  const found =
    (input.another ? undefined : await hold(op, ownHold(op, here))) ??
    (await hold(op, sql`${free} and a.outcome = 'NOT_ASKED' order by a.origin, a.id`)) ??
    (await hold(op, sql`${free} and ${triedBefore(op)} order by a.last_tried_on, a.id`));
  if (found !== undefined) return { id: found };
  throw conflict(
    'NOBODY_LEFT_TO_ASK',
    {
      zh: '这里现在没有需要联系的人：都已走访，或正由他人联系；今天联系不上的，改日再联系。',
      en: 'Nobody is left to ask here now: all were asked or are being asked. Who was not reached today is tried on another day.',
    },
    { field: 'input.round' },
  );
}

/** What the officer holds and has not written down yet. */
function ownHold(op: Operation, here: Sql): Sql {
  return sql`${here} and a.held_by = ${op.viewer.accountId}::uuid and a.held_until > ${op.now}::timestamptz
    and a.outcome in ('NOT_ASKED', 'UNREACHABLE') order by a.held_until desc, a.id`;
}

function triedBefore(op: Operation): Sql {
  return sql`a.outcome = 'UNREACHABLE' and a.last_tried_on < ${op.today}::date`;
}

/** The first that nobody else is taking at this moment, held; undefined when there is none. */
async function hold(op: Operation, which: Sql): Promise<string | undefined> {
  const until = new Date(op.now.getTime() + HOLD_MINUTES * 60_000);
  const rows =
    await op.run(sql`update survey_answer set held_by = ${op.viewer.accountId}::uuid, held_until = ${until}::timestamptz
    where id = (select a.id from survey_answer a where ${which} limit 1 for update skip locked) returning id`);
  const id = rows[0]?.['id'];
  return id === undefined ? undefined : String(id);
}
