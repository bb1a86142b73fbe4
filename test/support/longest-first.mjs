import Sequencer from '@jest/test-sequencer';

/** The suites of twenty seconds and more, in the order in which they begin. */
const LONGEST = [
  'chaos',
  'dashboard',
  'killed-server',
  'readme',
  'event-streams-end',
  'several-processes',
  'inference',
  'start-faults',
  'slow-reader',
  'playground',
  'commands',
  'plain-owner',
  'first-wall',
  'embedded-postgres',
  'retention',
  'attacks',
  'watched-lists-law',
  'eligibility',
  'disclosure',
  'races',
];

const place = ({ path }) => {
  const known = LONGEST.indexOf(path.slice(path.lastIndexOf('/') + 1, -'.test.ts'.length));
  return known === -1 ? LONGEST.length : known;
};

/** The longest suites begin first, so that none of them is what everybody waits for in the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
