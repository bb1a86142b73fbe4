import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ROLES } from '#access/viewer.js';
import { DESTINATION_CLASSES, type Figures } from '#picture/four-counts.js';
import { rateOf, type ShownFigures, shownFigures, shownText, sightOf, STEP } from '#picture/sight.rules.js';
import { BARRIERS } from '#willingness/willingness.entity.js';
import { TAGS } from '#worker/worker-tag.entity.js';

/** Numbers as a county's picture has them, many of them small. */
const count = fc.oneof(fc.nat(4), fc.nat(12), fc.nat(200));
const drawn: fc.Arbitrary<Figures> = fc
  .record({
    employed: fc.record({
      IN_COUNTY: count,
      IN_PROVINCE: count,
      OUT_OF_PROVINCE: count,
      ABROAD_HKMO: count,
    }),
    notEmployed: count,
    byTag: fc.dictionary(fc.constantFrom(...TAGS), count),
    byBarrier: fc.dictionary(fc.constantFrom(...BARRIERS), count),
    explicit: count,
    broad: count,
    open: count,
    alreadyThere: count,
    available: count,
    trainingWilling: count,
    trainThenExport: count,
    inTraining: count,
  })
  .map((cells) => settled({ ...POSTS, ...cells, laborBase: 0 }));
const POSTS = { suitablePosts: 12, postings: 2, employers: 1, allocatedPosts: 4, sharedPosts: 8 };

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** The figures as near to these as can be: what must hold between them (domain 4.4) holds. */
function settled(f: Figures): Figures {
  const laborBase = sum(Object.values(f.employed)) + f.notEmployed;
  const most = (n: number, ...bounds: number[]) => Math.max(0, Math.min(n, ...bounds));
  const explicit = most(f.explicit, laborBase);
  const broad = most(f.broad, laborBase - explicit);
  const open = most(f.open, laborBase - explicit - broad);
  const trainingWilling = most(f.trainingWilling, laborBase);
  const capped = (counts: Readonly<Record<string, number>>, bound: number) =>
    Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, most(n, bound)]));
  return {
    ...f,
    laborBase,
    byTag: capped(f.byTag, laborBase),
    byBarrier: capped(f.byBarrier, f.notEmployed),
    explicit,
    broad,
    open,
    alreadyThere: most(f.alreadyThere, sum(Object.values(f.employed)), laborBase - explicit - broad - open),
    available: most(f.available, explicit + broad),
    trainingWilling,
    trainThenExport: most(f.trainThenExport, trainingWilling, explicit + broad + open),
    inTraining: most(f.inTraining, laborBase - trainingWilling),
  };
}

/** Each number of persons that no other is the sum of: its name, how to read it and how to write it. */
interface Cell {
  readonly name: string;
  of(f: Figures): number;
  shown(s: ShownFigures): number | null;
  put(f: Figures, n: number): Figures;
}
const PLAIN = [
  'notEmployed',
  'explicit',
  'broad',
  'open',
  'alreadyThere',
  'available',
  'trainingWilling',
  'trainThenExport',
  'inTraining',
] as const;
const CELLS: readonly Cell[] = [
  ...DESTINATION_CLASSES.map((c) => ({
    name: c,
    of: (f: Figures) => f.employed[c],
    shown: (s: ShownFigures) => s.employed[c],
    put: (f: Figures, n: number) => ({ ...f, employed: { ...f.employed, [c]: n } }),
  })),
  ...PLAIN.map((name) => ({
    name,
    of: (f: Figures) => f[name],
    shown: (s: ShownFigures) => s[name],
    put: (f: Figures, n: number) => ({ ...f, [name]: n }),
  })),
  ...[...TAGS, ...BARRIERS].map((name) => {
    const group = (TAGS as readonly string[]).includes(name) ? 'byTag' : 'byBarrier';
    return {
      name,
      of: (f: Figures) => f[group][name] ?? 0,
      shown: (s: ShownFigures) => s[group][name] ?? null,
      put: (f: Figures, n: number) => ({ ...f, [group]: { ...f[group], [name]: n } }),
    };
  }),
];
const PARTS = CELLS.filter(
  ({ name }) => name === 'notEmployed' || DESTINATION_CLASSES.includes(name as never),
);

const CONTAINERS = CELLS.filter(({ name }) => ['explicit', 'broad', 'trainingWilling'].includes(name));

/** Figures that may lie behind the same picture: what contains others at the top of its five, one number another. */
function* behind(f: Figures, cell: Cell): Generator<Figures, void, undefined> {
  const topped = (g: Figures, cells: readonly Cell[]) =>
    cells.reduce(
      (h, { name, of, put }) => (name === cell.name ? h : put(h, of(h) - (of(h) % STEP) + STEP - 1)),
      g,
    );
  const wide = topped(f, PARTS);
  // What is contained in two others lies behind both at once.
  const contained = CONTAINERS.flatMap((one) => CONTAINERS.map((other) => topped(wide, [one, other])));
  for (const g of [wide, f, ...contained]) for (const n of [0, 1, 2, 3, 4]) yield settled(cell.put(g, n));
}

describe('observers and administrators', () => {
  const shown = (f: Figures) => shownText('AGGREGATES', f);

  test('can reckon no withheld number from what a picture shows: each may be two or more', () => {
    fc.assert(
      fc.property(drawn, (f) => {
        const [seen, text] = [shownFigures('AGGREGATES', f), shown(f)];
        for (const cell of CELLS) {
          if (cell.shown(seen) !== null) continue;
          const another = [...behind(f, cell)].find((g) => cell.of(g) !== cell.of(f) && shown(g) === text);
          expect([cell.name, another !== undefined]).toEqual([cell.name, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('can reckon none from the picture of a place where nobody is', () => {
    const nobody = settled({
      ...POSTS,
      laborBase: 0,
      employed: { IN_COUNTY: 0, IN_PROVINCE: 0, OUT_OF_PROVINCE: 0, ABROAD_HKMO: 0 },
      byTag: {},
      byBarrier: {},
      ...(Object.fromEntries(PLAIN.map((name) => [name, 0])) as Record<(typeof PLAIN)[number], number>),
    });
    const text = shown(nobody);
    for (const cell of CELLS)
      expect([cell.name, [...behind(nobody, cell)].some((g) => cell.of(g) > 0 && shown(g) === text)]).toEqual(
        [cell.name, true],
      );
  });

  test('see steps of five, none below five, and a sum that says nothing more than its parts', () => {
    fc.assert(
      fc.property(drawn, (f) => {
        const s = shownFigures('AGGREGATES', f);
        const all = [...CELLS.map((cell) => cell.shown(s)), s.laborBase, s.atWork, s.intent];
        for (const n of all) expect(n === null || (n >= STEP && n % STEP === 0)).toBe(true);
        const told = (...numbers: (number | null)[]) => sum(numbers.map((n) => n ?? 0)) || null;
        expect(s.laborBase).toBe(told(...Object.values(s.employed), s.notEmployed));
        expect(s.atWork).toBe(told(...Object.values(s.employed)));
        expect(s.employmentRate).toBe(rateOf(s.atWork, s.laborBase));
        expect(s.intent).toBe(told(s.explicit, s.broad));
        for (const cell of CELLS) expect(cell.shown(s) ?? 0).toBeLessThanOrEqual(cell.of(f));
      }),
    );
  });

  test('are shown numbers between which holds what holds between the true ones', () => {
    fc.assert(
      fc.property(drawn, (f) => {
        const s = shownFigures('AGGREGATES', f);
        const n = (number: number | null) => number ?? 0;
        expect(n(s.intent) + n(s.open)).toBeLessThanOrEqual(n(s.laborBase));
        expect(n(s.trainingWilling) + n(s.inTraining)).toBeLessThanOrEqual(n(s.laborBase));
        expect(n(s.available)).toBeLessThanOrEqual(n(s.intent));
        expect(n(s.trainThenExport)).toBeLessThanOrEqual(n(s.trainingWilling));
      }),
    );
  });

  test('see the same picture whichever one person comes, within the five', () => {
    const one = settled({ ...EMPTY, notEmployed: 7, explicit: 6, trainingWilling: 5 });
    const two = settled({ ...one, notEmployed: 8, explicit: 7 });
    expect(shown(two)).toBe(shown(one));
    expect(shownFigures('AGGREGATES', one)).toMatchObject({ laborBase: 5, intent: 5, trainingWilling: 5 });
  });
});

const EMPTY: Figures = {
  ...POSTS,
  laborBase: 0,
  employed: { IN_COUNTY: 0, IN_PROVINCE: 0, OUT_OF_PROVINCE: 0, ABROAD_HKMO: 0 },
  notEmployed: 0,
  byTag: {},
  byBarrier: {},
  explicit: 0,
  broad: 0,
  open: 0,
  alreadyThere: 0,
  available: 0,
  trainingWilling: 0,
  trainThenExport: 0,
  inTraining: 0,
};

describe('a station', () => {
  test('sees the four counts as the county does, and nothing that moves with what it is not shown of a person', () => {
    fc.assert(
      fc.property(drawn, drawn, (f, other) => {
        const s = shownFigures('OF_ITS_CITY', f);
        const county = shownFigures('EVERYTHING', f);
        for (const name of [
          'laborBase',
          'intent',
          'trainingWilling',
          'explicit',
          'broad',
          'open',
          'available',
        ] as const)
          expect(s[name]).toBe(county[name]);
        expect([s.atWork, s.employmentRate]).toEqual([null, null]);
        const { employed, notEmployed, byTag, byBarrier } = other;
        const moved = { ...f, employed, notEmployed, byTag, byBarrier };
        expect(shownText('OF_ITS_CITY', moved)).toBe(shownText('OF_ITS_CITY', f));
      }),
    );
  });
});

describe('the employment rate', () => {
  test.each([
    ['as the article of Congjiang prints it', 14_605, 16_766, 87.1],
    ['of the county beside it', 3_476, 3_672, 94.7],
    ['as a bulletin prints a target that was passed', 765, 470, 162.8],
    ['of a half, which goes up', 1, 2_000, 0.1],
    ['of less than a half, which goes down', 1, 2_001, 0],
    ['of everybody', 7, 7, 100],
    ['of a county that is nearly all at work', 9_996, 10_000, 100],
    ['where nobody is at work', 0, 3, 0],
    ['where nobody is', 0, 0, null],
    ['of a number that is withheld', null, 5, null],
    ['of a base that is withheld', 5, null, null],
  ])('%s', (_what, atWork, base, rate) => {
    expect(rateOf(atWork, base)).toBe(rate);
  });

  test('is the nearest tenth of a percent, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 2_000_000 }), (atWork, base) => {
        const tenths = Math.round((rateOf(atWork, base) ?? Number.NaN) * 10);
        // |tenths − 1000 × atWork ÷ base| ≤ ½, in whole numbers; a half goes up.
        const twice = 2 * tenths * base - 2_000 * atWork;
        expect(twice > -base && twice <= base).toBe(true);
        expect(rateOf(atWork, base)).toBe(Number(`${Math.floor(tenths / 10)}.${tenths % 10}`));
      }),
    );
  });
});

describe('a county', () => {
  test('sees every number as it is, every tag and every barrier, also of nobody', () => {
    const s = shownFigures('EVERYTHING', { ...EMPTY, byTag: { VETERAN: 1 }, notEmployed: 1, laborBase: 1 });
    expect(s.byTag).toEqual({ ...Object.fromEntries(TAGS.map((tag) => [tag, 0])), VETERAN: 1 });
    expect(s.byBarrier).toEqual(Object.fromEntries(BARRIERS.map((barrier) => [barrier, 0])));
    expect(s).toMatchObject({ laborBase: 1, atWork: 0, notEmployed: 1, employmentRate: 0, intent: 0 });
  });

  test('is alone in it', () => {
    expect(ROLES.filter((role) => sightOf(role) === 'EVERYTHING')).toEqual(['COUNTY_BUREAU']);
    expect(ROLES.filter((role) => sightOf(role) === 'OF_ITS_CITY')).toEqual(['STATION_LIAISON']);
  });
});
