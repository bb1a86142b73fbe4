import sql, { type Sql } from 'sql-template-tag';
import type { Batch } from '#journal/change.js';
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

/**
 * Keeps the figures of every pair that anybody asked for, by folding the journal: a read costs no SQL
 * whatever the size of the registry. Each pair starts from one set of statements in the follower's own
 * snapshot and goes on from there, so counts and stream cannot disagree.
 */
export class PictureFold {
  private readonly pairs = new Map<string, Folded>();
  private readonly starting = new Map<string, Promise<void>>();
  private uses = 0;

  constructor(private readonly follower: Follower) {
    follower.listen({ nouns: ['standing', 'job_posting'], take: (batch) => this.take(batch) });
  }

  /** The figures of a pair now. */
  async read(pair: Pair): Promise<PictureState> {
    const folded = await this.folded(pair);
    folded.usedAt = this.uses += 1;
    return {
      pair,
      figures: folded.figures,
      position: encodePosition(this.follower.epoch, this.follower.position),
    };
  }

  /** Calls back with the new figures after each batch that moved them, until the returned function is called. */
  async watch(pair: Pair, told: (state: PictureState) => void): Promise<() => void> {
    const folded = await this.folded(pair);
    folded.watchers.add(told);
    return () => folded.watchers.delete(told);
  }

  private async folded(pair: Pair): Promise<Folded> {
    for (;;) {
      const known = this.pairs.get(pair.key);
      if (known) return known;
      let start = this.starting.get(pair.key);
      if (!start) {
        start = this.start(pair).finally(() => this.starting.delete(pair.key));
        this.starting.set(pair.key, start);
      }
      await start;
    }
  }

  private start(pair: Pair): Promise<void> {
    return this.follower.join([...figureStatements(pair), employersOf(pair)], (rows) => {
      if (this.pairs.size >= MOST_PAIRS) this.evict();
      const employers = new Map((rows[3] ?? []).map((r: Row) => [String(r['employer_id']), Number(r['n'])]));
      this.pairs.set(pair.key, {
        pair,
        figures: figuresFrom(rows),
        employers,
        watchers: new Set(),
        usedAt: (this.uses += 1),
      });
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
      for (const change of batch.changes) {
        if (change.noun === 'standing') {
          weighStanding(folded.figures, folded.pair, change.before, -1);
          weighStanding(folded.figures, folded.pair, change.after, 1);
        } else {
          weighPosting(folded.figures, folded.employers, folded.pair, change.before, -1);
          weighPosting(folded.figures, folded.employers, folded.pair, change.after, 1);
        }
      }
      if (before !== '' && before !== JSON.stringify(folded.figures)) {
        const state = { pair: folded.pair, position, figures: structuredClone(folded.figures) };
        for (const told of folded.watchers) told(state);
      }
    }
  }
}

function employersOf(pair: Pair): Sql {
  return sql`select p.employer_id, count(*)::int as n from job_posting p where ${inSupply(pair)} group by p.employer_id`;
}
