import type { Contest } from '#bench/contest.js';
import { CONTESTANTS, type Posting } from '#bench/contestants.js';

/** The list of 50 postings with employer and region, newest first, in one city: by us, by the peers and by the floor. */
export const LIST: Contest<Posting> = {
  name: 'list',
  contestants: CONTESTANTS,
  rows: 50,
  cpu: { postgraphile: 0.45, mercurius: 0.65 },
  sooner: ['postgraphile', 'mercurius'],
};
