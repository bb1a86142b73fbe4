import { Counter, Gauge, type Registry } from 'prom-client';
import type { Follower } from '#journal/follower.js';
import { WAYS } from '#store/ways.js';
import type { FollowNumbers } from '#store/follow.js';

/** The reader of the journal, and how it reads. */
export type Followed = Pick<Follower, 'lagMs'> & { readonly numbers: FollowNumbers };

/** Enrols what /metrics says of how this process follows the journal. */
export function countFollower(registry: Registry, follower: Followed): void {
  const registers = [registry];
  new Gauge({
    name: 'labor_bridge_follower_lag_seconds',
    help: 'Time since the journal was last read to its end',
    registers,
    collect() {
      this.set(follower.lagMs / 1000);
    },
  });
  new Gauge({
    name: 'labor_bridge_follower_way',
    help: '1 for the way by which this process learns what came: database (reads itself), broker (is told), relay (reads and tells)',
    labelNames: ['way'],
    registers,
    collect() {
      for (const way of WAYS) this.set({ way: way.toLowerCase() }, follower.numbers.way === way ? 1 : 0);
    },
  });
  const count = (name: string, help: string, read: (numbers: FollowNumbers) => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read(follower.numbers));
      },
    });
  };
  count('labor_bridge_follower_looks_total', 'Looks into the database for what came', (n) => n.looks);
  count('labor_bridge_follower_brought_total', 'Batches that the broker brought', (n) => n.brought);
  count('labor_bridge_follower_gaps_total', 'Times that something was missing before it', (n) => n.gaps);
  count('labor_bridge_follower_strange_total', 'Messages at the broker that are not ours', (n) => n.strange);
}
