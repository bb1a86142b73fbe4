import sql, { type Sql } from 'sql-template-tag';
import type { Batch, Change } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import type { Row } from '#kernel/operation.js';
import { encodePosition } from '#journal/position.js';
import { type Figures, figureStatements, figuresFrom, inSupply } from './four-counts.js';
import type { Pair } from './pair.js';
import { weighPosting, weighStanding } from './weigh.js';

/** The figures of a pair, true at a position. One object per change: equal subscribers share its frame. */
export interface PictureState {
  readonly pair: Pair;
  readonly position: string;
  readonly figures: Figures;
}

interface Folded {
  readonly pair: Pair;
  readonly figures: Figures;
  readonly employers: Map<string, number>;
  readonly watchers: Set<(state: PictureState) => void>;
  /** Number of its last use, so that the one unused for longest can leave. */
  usedAt: number;
}

/** Pairs that are kept in memory at most; the one unused for longest leaves first, unless somebody watches it. */
const MOST_PAIRS = 2_000;

/** What is folded. */
const NOUNS = ['standing', 'job_posting'];

/**
 * Keeps the figures of every pair that anybody asked for, by folding the journal: a read costs no SQL
 * whatever the size of the registry. Each pair starts from one set of statements in one snapshot, joined to the
 * journal, and goes on from there, so counts and stream cannot disagree. The statements wait for their turn
 * among those of the same account: a thousand new pairs hold up nobody else's look.
 */
export class PictureFold {
  private readonly pairs = new Map<string, Folded>();
  private readonly starting = new Map<string, Promise<void>>();
  private uses = 0;

  /** `charge` is told who (an account) has a new pair started, before it is: it may refuse. */
  constructor(
    private readonly follower: Follower,
    private readonly charge: (who: string) => Promise<unknown> = () => Promise.resolve(),
  ) {
    follower.listen({ nouns: NOUNS, take: (batch) => this.take(batch) });
  }

  /**
   * The figures of a pair now; `who` is the account that asks.
   * @throws HouseError RATE_LIMITED when it asks for too many new pairs, SERVICE_UNAVAILABLE when a start takes too long.
   */
  async read(pair: Pair, who: string): Promise<PictureState> {
    const folded = await this.folded(pair, who);
    folded.usedAt = this.uses += 1;
    return {
      pair,
      figures: folded.figures,
      position: encodePosition(this.follower.epoch, this.follower.position),
    };
  }

  /**
   * Calls back with the new figures after each batch that moved them, until the returned function is called.
   * Refuses like `read`.
   */
  async watch(pair: Pair, who: string, told: (state: PictureState) => void): Promise<() => void> {
    const folded = await this.folded(pair, who);
    folded.watchers.add(told);
    return () => folded.watchers.delete(told);
  }

  private async folded(pair: Pair, who: string): Promise<Folded> {
    for (;;) {
      const known = this.pairs.get(pair.key);
      if (known) return known;
      // One's own start or another's of the same account: nobody waits for a turn that is not theirs.
      const key = `${pair.key}|${who}`;
      let start = this.starting.get(key);
      if (!start) {
        start = this.start(pair, who).finally(() => this.starting.delete(key));
        this.starting.set(key, start);
      }
      await start;
    }
  }

  private async start(pair: Pair, who: string): Promise<void> {
    await this.charge(who);
    // Another account's start of the same pair may have come first.
    const needed = () => (this.pairs.has(pair.key) ? [] : [...figureStatements(pair), employersOf(pair)]);
    await this.follower.join(who, NOUNS, needed, (rows, missed) => {
      if (this.pairs.has(pair.key)) return;
      if (this.pairs.size >= MOST_PAIRS) this.evict();
      const employers = new Map((rows[3] ?? []).map((r: Row) => [String(r['employer_id']), Number(r['n'])]));
      const usedAt = (this.uses += 1);
      const folded: Folded = { pair, figures: figuresFrom(rows), employers, watchers: new Set(), usedAt };
      for (const change of missed) weigh(folded, change);
      this.pairs.set(pair.key, folded);
    });
  }

  private evict(): void {
    const idle = [...this.pairs.entries()]
      .filter(([, f]) => f.watchers.size === 0)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key] of idle.slice(0, Math.max(1, this.pairs.size - MOST_PAIRS + 1))) this.pairs.delete(key);
  }

  private take(batch: Batch): void {
    if (batch.changes.length === 0) return;
    const position = encodePosition(this.follower.epoch, batch.to);
    for (const folded of this.pairs.values()) {
      const before = folded.watchers.size > 0 ? JSON.stringify(folded.figures) : '';
      for (const change of batch.changes) weigh(folded, change);
      if (before !== '' && before !== JSON.stringify(folded.figures)) {
        const state = { pair: folded.pair, position, figures: structuredClone(folded.figures) };
        for (const told of folded.watchers) told(state);
      }
    }
  }
}

/** Takes a change into the figures: what was is taken away, what is now is added. */
function weigh({ pair, figures, employers }: Folded, { noun, before, after }: Change): void {
  if (noun === 'standing') {
    weighStanding(figures, pair, before, -1);
    weighStanding(figures, pair, after, 1);
  } else {
    weighPosting(figures, employers, pair, before, -1);
    weighPosting(figures, employers, pair, after, 1);
  }
}

function employersOf(pair: Pair): Sql {
  return sql`select p.employer_id, count(*)::int as n from job_posting p where ${inSupply(pair)} group by p.employer_id`;
}
