import type { CountName } from './count-card.js';
import type { ColumnOf } from './data-grid.js';
import { DEMAND, type DemandRow, SUPPLY, type SupplyRow, WORKERS, type WorkerRow } from './documents.js';
import { Zh } from './language.js';
import { figure, wageText, yuan } from './shown.js';
import type { Sights } from './sights.js';
import type { Words } from './words.js';

/** How the rows behind a count are asked for. */
export interface Question {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** A row behind a count: which kind, the count says. */
export type CountedRow = WorkerRow | DemandRow | SupplyRow;

/** The rows that are counted, and no others: the same conditions as in the API's own words for the count. */
export function questionOf(count: CountName, { pair, population, viewer }: Sights): Question {
  const codes = { origin: pair?.origin.code, destination: pair?.destination.code };
  if (count === 'suitablePosts') return { query: SUPPLY, variables: codes };
  if (count === 'intentToDestination')
    return { query: DEMAND, variables: { ...codes, population, tiers: ['EXPLICIT', 'BROAD'] } };
  // A station may not ask who is of the labour base, but it may ask who wants to learn: that is in it.
  const base =
    count === 'laborBase' || viewer?.role !== 'STATION_LIAISON' ? { laborBase: true, population } : {};
  const learning = count === 'trainingWilling' ? { trainingWilling: true } : {};
  return { query: WORKERS, variables: { filter: { serviceRegion: codes.origin, ...base, ...learning } } };
}

/** The key of a row, the same on every page. */
export function idOf(row: CountedRow): string {
  if ('posting' in row) return row.posting.id;
  return 'worker' in row ? row.worker.id : row.id;
}

/** The columns for the rows of a count. */
export function columnsOf(count: CountName, words: Words): readonly ColumnOf<CountedRow>[] {
  const { columns } = words;
  if (count === 'suitablePosts') {
    const of = (row: CountedRow) => row as SupplyRow;
    return [
      [columns.posting, (row) => <Zh>{of(row).posting.title}</Zh>],
      [columns.employer, (row) => <Zh>{of(row).posting.employer.name}</Zh>],
      [columns.place, (row) => <Zh>{of(row).posting.workRegion.name}</Zh>],
      [columns.wage, (row) => wageText(words, of(row).posting)],
      [columns.remaining, (row) => figure(of(row).remaining)],
      [columns.until, (row) => of(row).posting.validTo],
    ];
  }
  const worker = (row: CountedRow) => ('worker' in row ? row.worker : (row as WorkerRow));
  const person: ColumnOf<CountedRow>[] = [
    [columns.worker, (row) => <Zh>{worker(row).name ?? '—'}</Zh>],
    [columns.age, (row) => worker(row).ageBand ?? ''],
    [columns.education, (row) => words.education[worker(row).education]],
    [columns.from, (row) => <Zh>{worker(row).hukou.name}</Zh>],
    [columns.skills, (row) => <Zh>{worker(row).skills.join('、')}</Zh>],
  ];
  if (count !== 'intentToDestination') return person;
  const of = (row: CountedRow) => row as DemandRow;
  return [
    ...person,
    [columns.trades, (row) => <Zh>{of(row).occupations.join('、')}</Zh>],
    [columns.expected, (row) => (of(row).wageMin === null ? '' : `¥${yuan(of(row).wageMin ?? 0)}`)],
    [columns.tier, (row) => words.tier[of(row).tier]],
    [columns.stage, (row) => words.stage[of(row).stage]],
  ];
}
