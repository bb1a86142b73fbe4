import Sequencer from '@jest/test-sequencer';

/** The suites of fifteen seconds and more, in the order in which they begin. */
const LONGEST = [
  'killed-server',
  'chaos',
  'registry-histories',
  'dashboard',
  'readme',
  'start-faults',
  'event-streams-end',
  'commands',
  'plain-owner',
  'playground',
  'slow-reader',
  'disclosure',
  'inference',
  'congjiang-figures',
  'several-processes',
  'first-wall',
  'embedded-postgres',
  'eligibility',
  'races',
  'watched-lists-law',
  'live-contract',
  'attacks',
  'shown-pictures',
  'walls-second',
  'import-cuts',
  'imports',
  'bad-input',
  'event-streams',
  'export-import',
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
