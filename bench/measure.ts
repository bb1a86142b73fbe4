/** One thing that was measured, as `--json` prints it. */
export interface Measure {
  /** What, and of which run: `list.cpu`. */
  readonly name: string;
  /** Unit of every number in `ours` and `peers`. */
  readonly unit: 'µs' | 'ms' | 's' | 'kB' | 'MB' | 'bytes' | '1/s';
  readonly ours: number;
  /** The same work done by others, or by us under other conditions. */
  readonly peers: Readonly<Record<string, number>>;
  /** Ours divided by each peer's; where rounds were interleaved, the median of the rounds' ratios. */
  readonly ratios: Readonly<Record<string, number>>;
  /** What must hold, in words; empty where the number is only for scale. */
  readonly goal: string;
  /** null where there is no goal. */
  readonly holds: boolean | null;
  /** What a reader should know before believing it. */
  readonly note?: string;
}

/** The middle one; of an even number, the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** The value that `share` (0 to 1) of all do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Three significant digits: more would be noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The measures as a Markdown table, which is also easy to read in a terminal. */
export function table(measures: readonly Measure[]): string {
  const figures = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, value]) => `${name} ${rounded(value)}`)
      .join(', ');
  const rows = measures.map((m) => [
    m.name,
    `${rounded(m.ours)} ${m.unit}`,
    figures(m.peers),
    figures(m.ratios),
    m.goal,
    m.holds === null ? '' : m.holds ? 'yes' : 'NO',
  ]);
  const head = ['measure', 'ours', 'peers', 'ours ÷ peer', 'goal', 'holds'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c, i) => c.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((w) => '-'.repeat(w))), ...rows.map(line)].join('\n');
}
