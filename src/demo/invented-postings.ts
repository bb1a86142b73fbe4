/** Invented employers and their posts in the articles' own numbers. Pure: the same seed, the same rows. */
import { organizationCodeHolds, usccCheckSign } from '#kernel/uscc.js';
import { POSTING_POOLS, type PostingPool } from './posting-pools.js';
import { dice, type Dice } from './random.js';
import { TRADES, type Trade } from './trades.js';

/** The seed the files in demo/ were written with. */
export const DEMO_SEED = 20_210_711;

/** One row of demo/invented-employers.csv: the columns of organizations.csv, then the pool it belongs to. */
export interface InventedEmployer {
  key: string;
  type: 'EMPLOYER';
  /** Ends in （虚构）, so that nobody takes it for a firm. */
  name: string;
  region_code: string;
  parent_key: '';
  level: '';
  side: 'DESTINATION' | 'ORIGIN';
  /** Valid check characters; division 999001 and an organisation code beginning XXXX were never issued. */
  uscc: string;
  invented: true;
  pool: string;
}

/** One row of demo/invented-postings.csv. */
export interface InventedPosting {
  key: string;
  employer_key: string;
  title: string;
  occupation: string;
  work_region_code: string;
  headcount: number;
  /** Monthly pay in fen, whole hundreds of yuan. */
  wage_min_fen: number;
  wage_max_fen: number;
  /** Full years, both included; never under 16 nor over 59. */
  age_min: number;
  age_max: number;
  education: 'NONE' | 'PRIMARY' | 'JUNIOR_HIGH' | 'SENIOR_HIGH';
  contract_offered: boolean;
  social_insurance_offered: boolean;
  housing: boolean;
  meals: boolean;
  training_provided: boolean;
  /** What the destination's station would find: lawful, insured, learnable (domain rule of the supply list). */
  suitable_for_target: boolean;
  /** Valid for so many days from the day it is loaded. */
  valid_days: number;
  pool: string;
}

const NAME_HEADS = ['云', '岭', '禾', '江', '侗', '苗', '桥', '苍', '松', '澄', '朗', '沐'];
const NAME_TAILS = ['源', '和', '盛', '泽', '顺', '达', '升', '诚', '宁', '旺', '裕', '凯'];

/** Split `total` into whole parts of at least 1 that follow the weights and add up exactly. */
export function splitExactly(total: number, weights: readonly number[]): number[] {
  const free = total - weights.length;
  const sum = weights.reduce((a, b) => a + b, 0);
  let weightSoFar = 0;
  let given = 0;
  return weights.map((weight) => {
    weightSoFar += weight;
    const upTo = Math.round((free * weightSoFar) / sum);
    const part = 1 + upTo - given;
    given = upTo;
    return part;
  });
}

function inventedUscc(serial: number): string {
  const eight = `XXXX${String(serial).padStart(4, '0')}`;
  const organizationCode =
    [...'0123456789X'].map((check) => eight + check).find(organizationCodeHolds) ?? eight;
  const first17 = `91999001${organizationCode}`;
  return first17 + usccCheckSign(first17);
}

function posting(roll: Dice, trade: Trade, pool: PostingPool, headcount: number) {
  const hundreds = (yuan: number): number => Math.round((yuan * pool.payFactor) / 100) * 10_000;
  const low = hundreds(trade.yuan[0] + roll.int(0, 4) * 100);
  const insured = pool.key === 'chancheng' || roll.chance(0.96);
  const title = roll.weighted([
    [trade.word, 6],
    [`${trade.word}（可学徒）`, trade.skilled ? 3 : 0],
    [`${trade.word}（长白班）`, 2],
    [`${trade.word}（两班倒）`, trade.skilled ? 0 : 2],
  ]);
  return {
    title,
    occupation: trade.word,
    headcount,
    wage_min_fen: low,
    wage_max_fen: Math.max(low + 30_000, hundreds(trade.yuan[1] - roll.int(0, 5) * 100)),
    age_min: roll.chance(0.12) && !trade.skilled ? 16 : 18,
    age_max: roll.weighted([
      [45, 3],
      [50, 4],
      [55, 3],
      [59, 2],
    ] as const),
    education: roll.weighted([
      ['NONE', 4],
      ['PRIMARY', 3],
      ['JUNIOR_HIGH', 5],
      ['SENIOR_HIGH', trade.skilled ? 1 : 0],
    ] as const),
    contract_offered: true,
    social_insurance_offered: insured,
    housing: roll.chance(0.8),
    meals: roll.chance(0.65),
    training_provided: trade.skilled || roll.chance(0.4),
    suitable_for_target: insured,
    valid_days: roll.pick([30, 45, 60, 90]),
  };
}

/** All invented employers and posts. `seed` is a whole number; only DEMO_SEED is written to files. */
export function inventedPostings(seed: number): {
  employers: InventedEmployer[];
  postings: InventedPosting[];
} {
  const roll = dice(seed);
  const employers: InventedEmployer[] = [];
  const postings: InventedPosting[] = [];
  const names = new Set<string>();
  for (const pool of POSTING_POOLS) {
    const drafts = pool.places.flatMap((place) =>
      Array.from({ length: place.firms }, () => {
        const industry = roll.pick(pool.industries);
        return { place, industry, trades: roll.some(industry.trades, roll.int(1, pool.mostPostings)) };
      }),
    );
    const shares = drafts.flatMap((draft) => draft.trades.map(() => 0.4 + roll.next() * 1.6));
    const heads = splitExactly(pool.posts, shares);
    let next = 0;
    for (const [at, { place, industry, trades }] of drafts.entries()) {
      const number = String(at + 1).padStart(3, '0');
      const key = `emp-${pool.key}-${number}`;
      let name: string;
      do {
        name = `${place.placeName}${roll.pick(NAME_HEADS)}${roll.pick(NAME_TAILS)}${industry.word}有限公司（虚构）`;
      } while (names.has(name));
      names.add(name);
      employers.push({
        key,
        type: 'EMPLOYER',
        name,
        region_code: place.regionCode,
        parent_key: '',
        level: '',
        side: place.regionCode.startsWith('530602') ? 'ORIGIN' : 'DESTINATION',
        uscc: inventedUscc(employers.length + 1),
        invented: true,
        pool: pool.key,
      });
      for (const [n, tradeKey] of trades.entries()) {
        const facts = posting(roll, TRADES[tradeKey], pool, heads[next++]!);
        postings.push({
          key: `post-${pool.key}-${number}-${n + 1}`,
          employer_key: key,
          work_region_code: place.regionCode,
          pool: pool.key,
          ...facts,
        });
      }
    }
  }
  return { employers, postings };
}
