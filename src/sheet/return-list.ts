import { correctReturn } from '#homecoming/correct-return.js';
import { recordReturn } from '#homecoming/record-return.js';
import { ReturnRecord, type ReturnReason, type ReturnTransport } from '#homecoming/return-record.entity.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { called, oneOf } from './called.js';
import { EMPTY, readCount, readWord } from './cell-word.js';
import { exampleNumber } from './example-number.js';
import { type ListedPerson, listedPeople, type OnRecord, readListed, WHO } from './listed-person.js';
import { readDay } from './read-day.js';
import { readWhere } from './read-where.js';
import { regionNames } from './region-names.js';
import type { RowUnderReading } from './row-under-reading.js';
import { type Fate, verbList } from './verb-list.js';
import { liesIn } from './worker-differences.js';

const REASONS: Readonly<Record<string, ReturnReason>> = {
  过节: 'FESTIVAL',
  节日返乡: 'FESTIVAL',
  探亲: 'FESTIVAL',
  失业: 'JOB_LOST',
  失岗: 'JOB_LOST',
  家庭原因: 'FAMILY',
  照顾家庭: 'FAMILY',
  疾病: 'ILLNESS',
  生病: 'ILLNESS',
  季节性务工结束: 'SEASON_END',
  务工结束: 'SEASON_END',
  其他: 'OTHER',
};
const TRANSPORTS: Readonly<Record<string, ReturnTransport>> = {
  火车: 'TRAIN',
  高铁: 'TRAIN',
  汽车: 'BUS',
  大巴: 'BUS',
  自驾: 'CAR',
  飞机: 'PLANE',
  摩托车: 'MOTORCYCLE',
  其他: 'OTHER',
};
const MOST_COMPANIONS = 50;

/** Headings of returnees’ ledgers (返乡台账) and of our own list of them. The other columns of that list are passed over. */
const RETURN_HEADINGS = {
  ...WHO,
  returnedOn: called(
    '返乡日期，如 2026-01-20，一年之内',
    'Day of the return, such as 2026-01-20, within a year',
    '返乡日期',
    '返乡时间',
    '返回日期',
    '返回时间',
    '回流时间',
  ),
  reason: oneOf(
    ['过节', '失业', '家庭原因', '疾病', '季节性务工结束', '其他'],
    called('返乡原因', 'Why', '返乡原因', '返回原因', '回流原因'),
  ),
  fromRegion: called(
    '返乡前的务工地，如“广东省佛山市”',
    'Where the person worked, such as 广东省佛山市',
    '返乡前所在地',
    '返乡前务工地',
    '原务工地',
    '原就业地',
  ),
  transport: oneOf(
    ['火车', '汽车', '自驾', '飞机', '摩托车', '其他'],
    called('返乡方式', 'How the person travelled', '返乡方式', '交通方式', '返乡交通方式'),
  ),
  companions: called('同行人数', 'How many came along', '同行人数', '随行人数'),
  planToLeaveOn: called(
    '计划外出日期；过节返乡、60 天内外出的保留原工作',
    'Day on which the person means to leave again',
    '计划外出日期',
    '计划外出时间',
    '预计外出时间',
    '计划返岗日期',
  ),
};
type Field = keyof typeof RETURN_HEADINGS;

interface Said extends ListedPerson {
  readonly returnedOn: string;
  readonly reason: ReturnReason;
  readonly fromRegion?: string;
  readonly transport?: ReturnTransport;
  readonly companions?: number;
  readonly planToLeaveOn?: string;
}

/** A list of who came home, of the county’s own people: each row a return, or what it says otherwise of the one on that day. */
export const RETURN_LIST = verbList<Field, Said, OnRecord>({
  word: 'returns',
  says: { zh: '返乡台账，一行一次返乡', en: 'returns home, one a row' },
  verb: 'sheet.importReturns',
  needs: ['return.record', 'return.correct'],
  sheet: '返乡',
  table: RETURN_HEADINGS,
  fields: [
    'name',
    'idNumber',
    'returnedOn',
    'reason',
    'fromRegion',
    'transport',
    'companions',
    'planToLeaveOn',
  ],
  mandatory: ['name', 'idNumber', 'returnedOn', 'reason'],
  wide: ['idNumber', 'fromRegion'],
  examples: [
    {
      name: '潘示例',
      idNumber: exampleNumber('99900119850612001'),
      returnedOn: '2026-01-20',
      reason: '过节',
      fromRegion: '广东省佛山市',
      transport: '火车',
      companions: '2',
      planToLeaveOn: '2026-02-25',
    },
  ],
  rules: [
    [
      '人员须已登记；同一人同一返乡日期再次导入，只更正不同的内容。',
      'The person is on record already; the same person and day again corrects what differs.',
    ],
  ],
  keyField: 'idNumber',
  reader(op) {
    const resolve = regionNames(op.regions);
    return (row) => readReturn(op, row, resolve);
  },
  sameAs: ({ idNumber, returnedOn }) => `${idNumber} ${returnedOn}`,
  meet: listedPeople,
  bring,
});

function readReturn(
  op: Operation,
  row: RowUnderReading<Field>,
  resolve: ReturnType<typeof regionNames>,
): Said | undefined {
  const person = readListed(op, row);
  const returned = row.understood('returnedOn', readDay(row.cell('returnedOn')));
  const reason = row.understood('reason', readWord(row.cell('reason'), REASONS));
  const from = row.understood('fromRegion', readWhere(row.cell('fromRegion'), resolve));
  const transport = row.understood('transport', readWord(row.cell('transport'), TRANSPORTS));
  const companions = row.understood('companions', readCount(row.cell('companions'), MOST_COMPANIONS));
  const plan = row.understood('planToLeaveOn', readDay(row.cell('planToLeaveOn')));
  if (returned && returned.day === null) row.refuse('returnedOn', EMPTY);
  if (reason && reason.code === null) row.refuse('reason', EMPTY);
  if (!person || !returned?.day || !reason?.code || !from || !transport || !companions || !plan)
    return undefined;
  return {
    ...person,
    returnedOn: returned.day,
    reason: reason.code,
    ...(from.code !== null && { fromRegion: from.code }),
    ...(transport.code !== null && { transport: transport.code }),
    ...(companions.count !== null && { companions: companions.count }),
    ...(plan.day !== null && { planToLeaveOn: plan.day }),
  };
}

async function bring(
  op: Operation,
  { name: _name, idNumber: _number, ...said }: Said,
  met: OnRecord,
): Promise<Fate> {
  const { workerId } = met;
  const known = await op.em.findOne(ReturnRecord, { workerId, returnedOn: said.returnedOn });
  if (!known) {
    await recordReturn(op, { worker: toGlobalId('Worker', workerId), ...said });
    await op.em.flush();
    return { fate: 'CREATED', workerId };
  }
  const { fromRegion, ...rest } = said;
  const isElsewhere = fromRegion !== undefined && !liesIn(known.fromRegion ?? '', fromRegion);
  const differs =
    isElsewhere || Object.entries(rest).some(([field, value]) => known[field as keyof typeof rest] !== value);
  if (!differs) return { fate: 'UNCHANGED' };
  const corrected = { ...rest, ...(isElsewhere && { fromRegion }) };
  await correctReturn(op, { id: toGlobalId('ReturnRecord', known.id), ...corrected });
  await op.em.flush();
  return { fate: 'CORRECTED', workerId };
}
