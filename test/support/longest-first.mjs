import Sequencer from '@jest/test-sequencer';

/** The suites that take longest, in any order; where nothing is known of an earlier run, jest goes by size alone. */
const LONGEST = [
  'dashboard',
  'readme',
  'event-streams-end',
  'killed-server',
  'slow-reader',
  'watched-lists-law',
  'chaos',
  'several-processes',
  'inference',
  'eligibility',
  'embedded-postgres',
  'attacks',
  'start-faults',
  'plain-owner',
  'disclosure',
  'commands',
  'playground',
  'shown-pictures',
  'walls-second',
  'first-wall',
  'one-person',
  'households',
];

/** The longest suites begin first, so that none of them is what everybody waits for in the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const late = ({ path }) => (LONGEST.some((name) => path.endsWith(`/${name}.test.ts`)) ? 0 : 1);
    return super.sort(tests).toSorted((a, b) => late(a) - late(b));
  }
}
