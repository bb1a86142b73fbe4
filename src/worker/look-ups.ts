import sql, { type Sql } from 'sql-template-tag';
import { within } from '#access/stake.js';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { readIdNumber } from './worker.rules.js';

/** The hour of an account begins with its first look-up and lasts this long, in seconds. */
const HOUR = 3_600;

/**
 * Before the number of a person is written, in a transaction of its own that stays when the writing is refused: a
 * number that another county has registered is told to be registered, and that costs a look-up (security T6);
 * the viewer's own people and new ones cost nothing. RATE_LIMITED/LOOK_UPS_SPENT when none is left, whatever the
 * number: which numbers are refused must not tell which are known. For doors, before `op.write`.
 */
export async function meetRegistered(op: Operation, idNumber: string): Promise<void> {
  op.must('worker.register');
  const { value } = readIdNumber(op, idNumber);
  await op.transact('worker.register', async (inside) => {
    await mustHaveLookUps(inside);
    const known = sql`select w.origin, w.hukou from worker_identity i join worker w on w.id = i.worker_id
      where i.id_number_hmac = ${op.vault.fingerprint(value)}`;
    const [person] = await inside.asSystem(() => inside.run(known));
    const own = (column: string) => within(person?.[column] as string | undefined, op.viewer.path);
    if (person && !own('origin') && !own('hukou')) await inside.run(spent(op));
  });
}

/** What a number is to the county that meets it: new everywhere, of its own people, somebody else's, or not told. */
export type Met = 'NEW' | 'OURS' | 'ELSEWHERE' | 'UNTOLD';

/**
 * As `meetRegistered`, of many numbers at once, given by their fingerprints; answers in their order. Each that
 * another county registered costs a look-up. From the moment none is left nothing is told of any number that is
 * not of the county's own people: UNTOLD, whether it is known or not.
 */
export async function meetMany(op: Operation, fingerprints: readonly Buffer[]): Promise<Met[]> {
  op.must('worker.register');
  const prints = fingerprints.map((print) => print.toString('hex'));
  return op.transact('worker.register', async (inside) => {
    let { left } = await lookUpsLeft(inside);
    const before = left;
    // An array, because row-level security lets only a plain comparison with values reach the index.
    const rows = await inside.asSystem(() =>
      inside.run(sql`select encode(i.id_number_hmac, 'hex') as print, w.origin, w.hukou
        from worker_identity i join worker w on w.id = i.worker_id where i.id_number_hmac = any(
          array(select decode(p, 'hex') from jsonb_array_elements_text(${JSON.stringify(prints)}::jsonb) p))`),
    );
    const known = new Map(rows.map((row) => [String(row['print']), row]));
    const met = prints.map((print): Met => {
      const person = known.get(print);
      if (within(person?.['origin'] as string | undefined, op.viewer.path)) return 'OURS';
      if (left <= 0) return 'UNTOLD';
      if (!person) return 'NEW';
      if (!within(person['hukou'] as string, op.viewer.path)) left -= 1;
      return 'ELSEWHERE';
    });
    if (left < before) await inside.run(spent(op, before - left));
    return met;
  });
}

/** One look-up more, counted with the transaction of the verb. RATE_LIMITED/LOOK_UPS_SPENT when none is left. */
export async function spendLookUp(op: Operation): Promise<void> {
  await mustHaveLookUps(op);
  await op.run(spent(op));
}

async function mustHaveLookUps(op: Operation): Promise<void> {
  const { left, wait } = await lookUpsLeft(op);
  if (left <= 0) throw lookUpsSpent(op.lookUpsPerHour, wait);
}

/**
 * Takes hold of the account's row until the transaction ends, so that of many at once each is counted. `wait` is how
 * long until there are more, in seconds.
 */
async function lookUpsLeft(op: Operation): Promise<{ left: number; wait: number }> {
  const now = sql`${op.now}::timestamptz`;
  const over = sql`a.began_at <= ${now} - make_interval(secs => ${HOUR}::int)`;
  const [row] = await op.run(sql`
    insert into look_up_allowance as a (account_id, began_at, spent) values (${op.viewer.accountId}, ${now}, 0)
    on conflict (account_id) do update set began_at = case when ${over} then ${now} else a.began_at end,
      spent = case when ${over} then 0 else a.spent end
    returning spent, ceil(extract(epoch from began_at - ${now}))::int + ${HOUR}::int as wait`);
  return { left: op.lookUpsPerHour - Number(row?.['spent']), wait: Math.max(1, Number(row?.['wait'])) };
}

/** RATE_LIMITED/LOOK_UPS_SPENT: an hour's look-ups are used up; there are more in so many seconds. */
function lookUpsSpent(limit: number, retryAfterSeconds: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'LOOK_UPS_SPENT',
    {
      zh: `本小时可查看或核对的人员次数（${limit} 次）已用完，请在 ${retryAfterSeconds} 秒后重试。`,
      en: `This hour’s ${limit} look-ups of persons are spent. Try again in ${retryAfterSeconds} s.`,
    },
    { limit, retryAfterSeconds },
  );
}

function spent(op: Operation, lookUps = 1): Sql {
  return sql`update look_up_allowance set spent = spent + ${lookUps}::int where account_id = ${op.viewer.accountId}`;
}
