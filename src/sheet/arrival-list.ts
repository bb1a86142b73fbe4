import { ARRIVAL_STATES, ARRIVAL_WORDS, type ArrivalState } from '#arrival/arrival.entity.js';
import { checkInArrival } from '#arrival/check-in-arrival.js';
import { verifyArrival } from '#arrival/verify-arrival.js';
import { toGlobalId } from '#kernel/global-id.js';
import { toHalfWidth } from '#kernel/half-width.js';
import { maskName } from '#kernel/mask.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import sql from 'sql-template-tag';
import { called, oneOf } from './called.js';
import { EMPTY, readWord } from './cell-word.js';
import { PERSON_HEADINGS } from './person-headings.js';
import type { RowUnderReading } from './row-under-reading.js';
import { type Fate, verbList } from './verb-list.js';

/** What a cell says is so. A list of ours (`/export/arrivals.csv`) also has what is not a station’s to say. */
const STEPS: Readonly<Record<string, ArrivalState>> = {
  已到达: 'IN_CITY',
  到达: 'IN_CITY',
  已核验: 'VERIFIED',
  核验到岗: 'VERIFIED',
  ...Object.fromEntries(ARRIVAL_STATES.map((state) => [toHalfWidth(ARRIVAL_WORDS.states[state]), state])),
};
/** What a list may bring. */
const BY_LIST: readonly ArrivalState[] = ['IN_CITY', 'VERIFIED'];
/** What comes before: a list that is older than the record takes nothing back. */
const BEFORE: Partial<Record<ArrivalState, readonly string[]>> = {
  EXPECTED: ARRIVAL_STATES,
  IN_CITY: ARRIVAL_STATES.filter((state) => state !== 'EXPECTED' && state !== 'NO_SHOW'),
  ON_POST: ['ON_POST', 'VERIFIED'],
};

const ARRIVAL_HEADINGS = {
  dispatchNo: called(
    '派遣单号',
    'The number of the dispatch order',
    '派遣单号',
    '派遣单编号',
    '输出派遣单号',
    '派遣号',
  ),
  name: PERSON_HEADINGS.name,
  step: oneOf(
    ['已到达', '已核验'],
    called(
      '到达情况：已到达（入城登记），或已核验（企业回执已核对）',
      'What is so: arrived in the city, or the employer’s receipt is verified',
      '到达情况',
      '到岗状态',
      '到达状态',
      '到岗情况',
    ),
  ),
};
type Field = keyof typeof ARRIVAL_HEADINGS;

interface Said {
  readonly dispatchNo: string;
  readonly name: string;
  readonly step: ArrivalState;
}

const NOT_EXPECTED = refused(
  'NOT_EXPECTED',
  '本站没有这张派遣单的到岗记录，请核对派遣单号。',
  'No arrival of this dispatch order is yours: compare the number.',
);
const NAME_DIFFERS = refused(
  'NAME_DIFFERS',
  '该派遣单是另一姓名的，请核对派遣单号和姓名。',
  'The dispatch order is of another name: compare number and name.',
);

const NOT_BY_LIST = refused(
  'NOT_BY_LIST',
  '名单只登记“已到达”和“已核验”，其他情况请在系统中逐人办理。',
  'A list says who arrived and whose receipt is verified; anything else is done one by one.',
);

/**
 * Who arrived, as a station notes it at the bus (到达签收单): checked in, or verified after the employer’s receipt. By the
 * number of the dispatch order and never by that of a person, so that no list can try out whose number is whose.
 */
export const ARRIVAL_LIST = verbList<Field, Said, Found>({
  word: 'arrivals',
  says: { zh: '到达签收单，一行一人', en: 'arrivals, one person a row' },
  verb: 'sheet.importArrivals',
  needs: ['arrival.checkIn', 'arrival.verify'],
  sheet: '到达',
  table: ARRIVAL_HEADINGS,
  fields: ['dispatchNo', 'name', 'step'],
  mandatory: ['dispatchNo', 'name', 'step'],
  wide: ['dispatchNo'],
  examples: [{ dispatchNo: '522631-20260302-0001', name: '潘示例', step: '已到达' }],
  rules: [
    [
      '派遣单号见派遣单或到岗清单；企业出具回执之后才能填“已核验”。',
      'The number stands on the dispatch order; 已核验 comes after the employer’s receipt.',
    ],
  ],
  keyField: 'dispatchNo',
  reader: () => readArrival,
  sameAs: ({ dispatchNo }) => dispatchNo,
  meet,
  bring,
});

function readArrival(row: RowUnderReading<Field>): Said | undefined {
  const dispatchNo = row.cell('dispatchNo').trim();
  const name = row.cell('name').trim();
  const step = row.understood('step', readWord(row.cell('step'), STEPS));
  if (dispatchNo === '') row.refuse('dispatchNo', EMPTY);
  if (step && step.code === null) row.refuse('step', EMPTY);
  // Of who did not come, or went again, a list of ours names nobody.
  const isNamed = name !== '' || (step?.code != null && !BY_LIST.includes(step.code));
  if (!isNamed) row.refuse('name', EMPTY);
  if (dispatchNo === '' || !isNamed || !step?.code) return undefined;
  return { dispatchNo, name, step: step.code };
}

/** The arrival of a row. */
interface Found {
  readonly arrivalId: string;
  readonly state: string;
}

/** The arrivals that a batch names, of those that the station may see, or why a row names none. */
async function meet(op: Operation, batch: readonly Said[]): Promise<Reading<Found>[]> {
  const rows = await op.run(sql`
    select d.dispatch_no, a.id, a.state, w.display_name
    from dispatch_order d join arrival a on a.dispatch_id = d.id left join worker w on w.id = a.worker_id
    where d.dispatch_no = any (array(select jsonb_array_elements_text(${JSON.stringify(batch.map((one) => one.dispatchNo))}::jsonb)))`);
  const found = new Map(rows.map((row) => [String(row['dispatch_no']), row]));
  return batch.map(({ dispatchNo, name, step }) => {
    const row = found.get(dispatchNo);
    if (!row) return NOT_EXPECTED;
    const state = String(row['state']);
    const isNews = !isSo(step, state);
    if (isNews && !BY_LIST.includes(step)) return NOT_BY_LIST;
    // Who went again, or never came, a station knows no more.
    if (row['display_name'] === null)
      return isNews ? NOT_EXPECTED : { ok: true, arrivalId: String(row['id']), state };
    // Before the check-in a station knows no more of a name.
    if (name !== '' && ![name, maskName(name)].includes(String(row['display_name']))) return NAME_DIFFERS;
    return { ok: true, arrivalId: String(row['id']), state };
  });
}

function isSo(step: ArrivalState, state: string): boolean {
  return step === state || (BEFORE[step] ?? []).includes(state);
}

async function bring(op: Operation, said: Said, { arrivalId, state }: Found): Promise<Fate> {
  if (isSo(said.step, state)) return { fate: 'UNCHANGED' };
  const id = toGlobalId('Arrival', arrivalId);
  await (said.step === 'IN_CITY' ? checkInArrival(op, { id }) : verifyArrival(op, { id }));
  await op.em.flush();
  return { fate: said.step === 'IN_CITY' ? 'CREATED' : 'CORRECTED' };
}
