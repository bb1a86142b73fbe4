/**
 * Edits that move the rows of each watched list, by a random number ($1): as SQL, past every verb, so that each way off
 * a list is gone often. What ends is begun again, or a long run would edit what is on no list any more.
 */

/**
 * A row of a table, drawn by a number among those of which this holds: by its place among those that were planted, so
 * that the same numbers edit the same rows in every run, whatever their ids.
 */
const drawn = (table: string, among: string) =>
  `id = (select id from (select id, row_number() over (order by id) as nr from ${table} where ${among}) x
    order by md5(nr::text || $1) limit 1)`;
/** Holds for one draw of three. */
const SELDOM = '$1::bigint % 3 = 0';

const editOf = (table: string, set: string, among = 'true') =>
  `update ${table} set ${set} where ${drawn(table, among)}`;
const posting = (set: string, among?: string) => editOf('job_posting', set, among);
const trip = (set: string, among?: string) => editOf('trip', set, among);
const arrival = (set: string, among?: string) => editOf('arrival', set, among);

const OPEN = `state = 'OPEN'`;
const OPENED = `state = 'OPEN', opened_at = coalesce(opened_at, now())`;
const NEVER_OPENED = `state = 'SUBMITTED', opened_at = null`;
const SUITABLE = 'suitable = true, suitable_on = current_date';

/** No verb opens a posting so: it may be one that was never opened, which is no news and on no list. */
export const OPEN_AND_NEVER_OPENED = posting(OPEN);

export const POSTING_EDITS: readonly string[] = [
  posting(`state = 'PAUSED'`, OPEN),
  posting(`state = 'FILLED'`, OPEN),
  posting(`state = 'EXPIRED'`, OPEN),
  posting(NEVER_OPENED, OPEN),
  OPEN_AND_NEVER_OPENED,
  posting(OPENED, `state <> 'OPEN'`),
  // As every reader would have it.
  posting(
    `${OPENED}, ${SUITABLE}, wage_max_fen = 550000, housing = true, work_region = '440604', destination = '440604'`,
    `state <> 'OPEN'`,
  ),
  posting(
    `${OPENED}, ${SUITABLE}, wage_max_fen = 600000, housing = true, work_region = '440604', destination = '440604'`,
  ),
  posting(`wage_max_fen = case when ${SELDOM} then 550000 else 450000 end`, OPEN),
  posting(`housing = ${SELDOM}`, OPEN),
  posting(`title = title || '普工'`, 'length(title) < 100'),
  posting(`suitable = ${SELDOM}, suitable_on = current_date`, OPEN),
  posting(`work_region = '440600', destination = '4406'`, OPEN),
];

export const TRIP_EDITS: readonly string[] = [
  trip(`state = 'PLANNED'`, `state <> 'CANCELLED'`),
  trip(`state = 'REGISTRATION'`),
  trip(`state = 'LOCKED'`),
  trip(`state = 'DEPARTED'`, `state <> 'CANCELLED'`),
  trip(`state = 'CANCELLED'`, `state in ('REGISTRATION', 'LOCKED', 'DEPARTED')`),
  trip('booked = least(seats, booked + 1)'),
  trip('booked = 0'),
  trip(`destination_region = '440604', destination = '440604'`),
  trip(`destination_region = '440600', destination = '4406'`),
  trip(`destination_region = '330109', destination = '330109'`, `destination <> '330109'`),
  trip(`origin_region = '522633', origin = '522633'`, `origin = '522631'`),
  trip(`origin_region = '522631', origin = '522631'`, `origin = '522633'`),
  trip(`depart_at = depart_at + interval '1 day', arrive_at = arrive_at + interval '1 day'`),
  trip(`depart_at = timestamptz '2099-02-01', arrive_at = timestamptz '2099-02-02'`),
];

export const ARRIVAL_EDITS: readonly string[] = [
  arrival(`state = 'EXPECTED'`),
  arrival(`state = 'IN_CITY'`),
  arrival(`state = 'ON_POST'`, `state in ('EXPECTED', 'IN_CITY')`),
  arrival(`state = 'NO_SHOW'`, `state = 'EXPECTED'`),
  arrival(`state = 'REFUSED'`, `state in ('IN_CITY', 'ON_POST')`),
  arrival(`destination = '440604'`, `destination <> '440604'`),
  arrival(`destination = '4406'`),
  arrival(`destination = '330109'`, `destination <> '330109' and state in ('EXPECTED', 'IN_CITY')`),
  arrival(`origin = '522633'`, `origin = '522631'`),
  arrival(`origin = '522631'`, `origin = '522633'`),
  arrival('expected_on = expected_on + 1'),
  arrival('expected_on = expected_on + 2'),
  arrival(`expected_on = date '2099-02-02'`),
];

const importRun = (set: string, among?: string) => editOf('import_run', set, among);
const officeOf = (handle: string) =>
  `organization_id = (select organization_id from account where handle = '${handle}')`;

/** Between states with which the system has nothing to do. */
export const IMPORT_EDITS: readonly string[] = [
  importRun(`state = 'JUDGED'`, `state = 'RECEIVING'`),
  importRun(`state = 'JUDGED'`, `state = 'RECEIVING'`),
  importRun(`state = 'RECEIVING'`, `state = 'JUDGED'`),
  importRun('rows = rows + 1'),
  importRun(officeOf('county@congjiang'), `not (${officeOf('county@congjiang')})`),
  importRun(officeOf('county@liping'), `not (${officeOf('county@liping')})`),
  importRun(officeOf('county@liping')),
];

const MEMBER = 'id in (select worker_id from household_member where left_on is null)';
const works = (form: string | null, among = 'true') =>
  editOf(
    'worker',
    form === null
      ? 'employment_form = null, employment_region = null, employment_path = null'
      : `employment_form = '${form}', employment_region = '522631', employment_path = '522631'`,
    `${MEMBER} and ${among}`,
  );
const lives = (origin: string) => editOf('household', `origin = '${origin}'`, `origin <> '${origin}'`);

/** Nobody writes this list: whoever moves people and households moves it. */
export const ZERO_EMPLOYMENT_EDITS: readonly string[] = [
  works('FARM', 'employment_form is null'),
  works(null, 'employment_form is not null'),
  works(null, 'employment_form is not null'),
  lives('522633100'),
  lives('522631101'),
  lives('522631003'),
  lives('522631003'),
  lives('522631003001'),
  lives('522631003001'),
];

const ON_OFFER = `${OPEN} and suitable and filled + held < headcount`;

export const SUPPLY_EDITS: readonly string[] = [
  posting(`${OPENED}, ${SUITABLE}`),
  posting(`${OPENED}, ${SUITABLE}`, `state <> 'OPEN'`),
  posting(`${OPENED}, ${SUITABLE}, held = 0, headcount = filled + 3`, `not (${ON_OFFER})`),
  posting('held = 0, headcount = filled + 3'),
  posting('suitable = false', ON_OFFER),
  posting('held = least(headcount - filled, held + 1)'),
  posting('headcount = greatest(1, filled + held)', ON_OFFER),
  posting('held = headcount - filled', ON_OFFER),
  posting(`state = 'EXPIRED'`, ON_OFFER),
  posting(`state = 'PAUSED'`, ON_OFFER),
  posting(NEVER_OPENED, ON_OFFER),
];

const ACTIVE = `state = 'ACTIVE' and kind = 'WORK'`;
const wish = (set: string) => editOf('willingness', set, ACTIVE);
const goesTo = (code: string) => wish(`destination_codes = array['${code}'], any_destination = false`);
const BEGUN_AGAIN = `${editOf(
  'willingness',
  `state = 'ACTIVE', valid_to = '2099-01-01', destination_codes = array['440600'], any_destination = false`,
  `state in ('WITHDRAWN', 'EXPIRED') and kind = 'WORK'`,
)} and not exists (select from willingness o where o.worker_id = willingness.worker_id and o.kind = 'WORK' and o.state = 'ACTIVE')`;
const worker = (set: string) => editOf('worker', set);

export const DEMAND_EDITS: readonly string[] = [
  wish(`state = 'WITHDRAWN'`),
  `${wish('valid_to = business_today()')};
    update willingness set state = 'EXPIRED' where ${ACTIVE} and valid_to <= business_today()`,
  BEGUN_AGAIN,
  BEGUN_AGAIN,
  BEGUN_AGAIN,
  goesTo('440600'),
  goesTo('440600'),
  goesTo('440000'),
  goesTo('330100'),
  wish('any_destination = true'),
  wish('wage_min_fen = 300000'),
  worker(`work_ability = case when ${SELDOM} then 'NONE' else 'FULL' end`),
  worker(`life_status = case when ${SELDOM} then 'DEAD' else 'ALIVE' end`),
  worker(`education = 'SENIOR_HIGH'`),
];
