import type { ColumnOf } from './data-grid.js';
import type { ArrivedRow, DemandRow, PassengerRow, ReferredRow, SupplyRow, WorkerRow } from './documents.js';
import type { Drill } from './drill.js';
import { Zh } from './language.js';
import { dayAndTime, figure, wageText, wallName, yuan } from './shown.js';
import type { Language, Words } from './words.js';

/** A row behind a number: which kind, the number says. */
export type DrillRow = WorkerRow | DemandRow | SupplyRow | ArrivedRow | PassengerRow | ReferredRow;

/** The key of a row, the same on every page. */
export function idOf(row: DrillRow, at: number): string {
  if ('posting' in row) return row.posting.id;
  if ('boardState' in row) return row.dispatch?.id ?? `seat-${at}`;
  if ('id' in row) return row.id;
  return row.worker.id;
}

function workerOf(row: DrillRow): WorkerRow | null {
  if ('boardState' in row) return row.dispatch?.worker ?? null;
  if ('posting' in row) return null;
  return 'worker' in row ? row.worker : row;
}

/** How the columns are written. */
interface Writing {
  readonly words: Words & { readonly spoken: Language };
  /** Does everybody who passes by see it? Then no name is shown in full. */
  readonly publicly: boolean;
}

/** The columns for the rows of a number. */
export function columnsOf({ kind }: Drill, writing: Writing): readonly ColumnOf<DrillRow>[] {
  const { words } = writing;
  const { columns } = words;
  if (kind === 'suitablePosts') {
    const of = (row: DrillRow) => row as SupplyRow;
    return [
      [columns.posting, (row) => <Zh>{of(row).posting.title}</Zh>],
      [columns.employer, (row) => <Zh>{of(row).posting.employer.name}</Zh>],
      [columns.place, (row) => <Zh>{of(row).posting.workRegion.name}</Zh>],
      [columns.wage, (row) => wageText(words, of(row).posting)],
      [columns.remaining, (row) => figure(of(row).remaining)],
      [columns.until, (row) => of(row).posting.validTo],
    ];
  }
  const person = personColumns(writing);
  if (kind === 'intentToDestination') {
    const of = (row: DrillRow) => row as DemandRow;
    return [
      ...person,
      [columns.trades, (row) => <Zh>{of(row).occupations.join('、')}</Zh>],
      [columns.expected, (row) => (of(row).wageMin === null ? '' : `¥${yuan(of(row).wageMin ?? 0)}`)],
      [columns.tier, (row) => words.tier[of(row).tier]],
      [columns.stage, (row) => words.stage[of(row).stage]],
    ];
  }
  if (kind === 'arrived') {
    const of = (row: DrillRow) => row as ArrivedRow;
    return [
      ...person,
      [columns.posting, (row) => <Zh>{of(row).occupation ?? ''}</Zh>],
      [columns.employer, (row) => <Zh>{of(row).employer?.name ?? ''}</Zh>],
      [columns.verified, (row) => dayAndTime(words.spoken, of(row).verifiedAt)],
    ];
  }
  if (kind === 'passengers') {
    const of = (row: DrillRow) => row as PassengerRow;
    return [
      ...person,
      [columns.employer, (row) => <Zh>{of(row).dispatch?.employer?.name ?? ''}</Zh>],
      [columns.dispatch, (row) => of(row).dispatch?.dispatchNo ?? ''],
      [columns.state, (row) => words.boardState[of(row).boardState]],
    ];
  }
  if (kind === 'referred')
    return [...person, [columns.stage, (row) => words.referralState[(row as ReferredRow).state]]];
  return person;
}

function personColumns({ words: { columns, education }, publicly }: Writing): ColumnOf<DrillRow>[] {
  const name = (row: DrillRow) => {
    const told = workerOf(row)?.name ?? null;
    return publicly ? wallName(told) : (told ?? '—');
  };
  return [
    [columns.worker, (row) => <Zh>{name(row)}</Zh>],
    [columns.age, (row) => workerOf(row)?.ageBand ?? ''],
    [
      columns.education,
      (row) => {
        const worker = workerOf(row);
        return worker ? education[worker.education] : '';
      },
    ],
    [columns.from, (row) => <Zh>{workerOf(row)?.hukou.name ?? ''}</Zh>],
    [columns.skills, (row) => <Zh>{workerOf(row)?.skills.join('、') ?? ''}</Zh>],
  ];
}
