import { correctReturn } from '#homecoming/correct-return.js';
import { recordReturn } from '#homecoming/record-return.js';
import { ReturnRecord, type ReturnReason, type ReturnTransport } from '#homecoming/return-record.entity.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { Organization } from '#party/organization.entity.js';
import { EMPTY, readCount, readWord } from './cell-word.js';
import { exampleNumber } from './example-number.js';
import { type ListedPerson, listedPeople, type OnRecord, readListed } from './listed-person.js';
import { readDay } from './read-day.js';
import { readWhere } from './read-where.js';
import { regionNames } from './region-names.js';
import { RETURN_HEADINGS, type ReturnField } from './return-headings.js';
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

const EMPLOYER_UNKNOWN = refused(
  'EMPLOYER_UNKNOWN',
  '没有登记该名称的用人单位，或有多个同名单位，返乡前用人单位未采用。',
  'No employer of this name is on record, or several are; the employer before the return was left out.',
);

interface Said extends ListedPerson {
  readonly returnedOn: string;
  readonly reason: ReturnReason;
  readonly fromRegion?: string;
  /** By name. */
  readonly employer?: string;
  readonly transport?: ReturnTransport;
  readonly companions?: number;
  readonly planToLeaveOn?: string;
}

/** A list of who came home, of the county’s own people: each row a return, or what it says otherwise of the one on that day. */
export const RETURN_LIST = verbList<ReturnField, Said, Met>({
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
    'employer',
    'transport',
    'companions',
    'planToLeaveOn',
  ],
  mandatory: ['name', 'idNumber', 'returnedOn', 'reason'],
  wide: ['idNumber', 'fromRegion', 'employer'],
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
  meet,
  bring,
});

function readReturn(
  op: Operation,
  row: RowUnderReading<ReturnField>,
  resolve: ReturnType<typeof regionNames>,
): Said | undefined {
  const person = readListed(op, row);
  const returned = row.understood('returnedOn', readDay(row.cell('returnedOn')));
  const reason = row.understood('reason', readWord(row.cell('reason'), REASONS));
  const from = row.understood('fromRegion', readWhere(row.cell('fromRegion'), resolve));
  const transport = row.understood('transport', readWord(row.cell('transport'), TRANSPORTS));
  const companions = row.understood('companions', readCount(row.cell('companions'), MOST_COMPANIONS));
  const employer = row.cell('employer').trim();
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
    ...(employer !== '' && { employer }),
    ...(transport.code !== null && { transport: transport.code }),
    ...(companions.count !== null && { companions: companions.count }),
    ...(plan.day !== null && { planToLeaveOn: plan.day }),
  };
}

/** Somebody of the county's own; the employer that the row names, null where it is none that is known. */
interface Met extends OnRecord {
  readonly employerId?: string | null;
}

async function meet(op: Operation, batch: readonly Said[]): Promise<Reading<Met>[]> {
  const people = await listedPeople(op, batch);
  const bodies = await op.em.find(Organization, {
    name: { $in: batch.flatMap(({ employer }) => employer ?? []) },
    type: { $in: ['EMPLOYER', 'HR_COMPANY'] },
  });
  return people.map((person, i) => {
    const { employer, fromRegion = '' } = batch[i] ?? {};
    if (!person.ok || employer === undefined) return person;
    const named = bodies.filter(({ name }) => name === employer);
    // Of several of one name it is the one where the person worked.
    const there = named.length > 1 ? named.filter((one) => liesIn(one.regionCode, fromRegion)) : named;
    return { ...person, employerId: there.length === 1 ? (there[0]?.id ?? null) : null };
  });
}

async function bring(
  op: Operation,
  { name: _name, idNumber: _number, employer: _employer, ...said }: Said,
  { workerId, employerId }: Met,
): Promise<Fate> {
  const note = employerId === null ? { note: EMPLOYER_UNKNOWN } : {};
  const employer = employerId != null ? { fromEmployer: toGlobalId('Organization', employerId) } : {};
  const known = await op.em.findOne(ReturnRecord, { workerId, returnedOn: said.returnedOn });
  if (!known) {
    await recordReturn(op, { worker: toGlobalId('Worker', workerId), ...said, ...employer });
    await op.em.flush();
    return { fate: 'CREATED', workerId, ...note };
  }
  const { fromRegion, ...rest } = said;
  const isElsewhere = fromRegion !== undefined && !liesIn(known.fromRegion ?? '', fromRegion);
  const isAnothers = employerId != null && known.fromEmployerId !== employerId;
  const differs = Object.entries(rest).some(([field, value]) => known[field as keyof typeof rest] !== value);
  if (!differs && !isElsewhere && !isAnothers) return { fate: 'UNCHANGED', ...note };
  const corrected = { ...rest, ...(isElsewhere && { fromRegion }), ...employer };
  await correctReturn(op, { id: toGlobalId('ReturnRecord', known.id), ...corrected });
  await op.em.flush();
  return { fate: 'CORRECTED', workerId, ...note };
}
