/** Fewer people than this are withheld from who sees aggregates only (domain 3.4), and more are told in such steps. */
const STEP = 5;

/** How finely places are told apart. */
export const COVERAGE_LEVELS = ['TOWN', 'VILLAGE'] as const;
export type CoverageLevel = (typeof COVERAGE_LEVELS)[number];

/** How many belong to a round, or to it in one place, by what came of asking them. */
export interface Coverage {
  readonly done: number;
  readonly unreachable: number;
  readonly refused: number;
  /** MOVED and DECEASED. */
  readonly left: number;
  readonly notYet: number;
}

/** A coverage as it is shown; null is withheld. */
export type ShownCoverage = { readonly [K in keyof Coverage | 'total' | 'percent']: number | null };

export const NOBODY_COVERED: Coverage = { done: 0, unreachable: 0, refused: 0, left: 0, notYet: 0 };

/**
 * The county sees every number. Whoever sees aggregates alone gets each in steps of five, rounded down, none below five,
 * and the total and the percentage of these, so that they say nothing more.
 * @param exactly whether the people are the viewer’s own
 */
export function shownCoverage(coverage: Coverage, exactly: boolean): ShownCoverage {
  const down = (n: number): number => (exactly ? n : n - (n % STEP));
  const shown = (n: number): number | null => (exactly || n >= STEP ? n : null);
  const done = down(coverage.done);
  const unreachable = down(coverage.unreachable);
  const refused = down(coverage.refused);
  const left = down(coverage.left);
  const notYet = down(coverage.notYet);
  const settled = done + refused + left;
  const total = settled + unreachable + notYet;
  return {
    total: shown(total),
    done: shown(done),
    unreachable: shown(unreachable),
    refused: shown(refused),
    left: shown(left),
    notYet: shown(notYet),
    percent: total === 0 ? null : percentOf(settled, total),
  };
}

/** In hundredths, rounded down: 100 says that everybody is clear, and nothing less does. */
function percentOf(settled: number, total: number): number {
  return Math.floor((settled * 10_000) / total) / 100;
}
