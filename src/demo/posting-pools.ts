/**
 * The posts that the five articles speak of, one pool per article and place. Firms and posts are the
 * articles' own numbers; which firm offers what is invented (see demo/README.md for each number's source).
 */
import type { TradeKey } from './trades.js';

/** A place that firms of a pool sit in. */
export interface PoolPlace {
  /** Where the work is: a code of demo/regions.csv. */
  regionCode: string;
  /** The short place name that opens the firms' names. */
  placeName: string;
  /** How many of the pool's firms sit here. */
  firms: number;
}

/** A set of invented firms whose posts add up to a published number. */
export interface PostingPool {
  /** First part of every key made from this pool. */
  key: string;
  places: readonly PoolPlace[];
  /** Posts (岗位数), the sum of headcount over the whole pool. */
  posts: number;
  /** How many different posts one firm offers at most. */
  mostPostings: number;
  /** Kinds of business with the word used in a firm's name and the trades it hires. */
  industries: readonly { word: string; trades: readonly TradeKey[] }[];
  /** Pay against the coastal band of trades.ts: 1 is the same. */
  payFactor: number;
}

const ELECTRONICS = { word: '电子', trades: ['electronics', 'harness', 'general'] } as const;
const MACHINES = { word: '机械', trades: ['fitting', 'lathe', 'welding', 'general'] } as const;
const GARMENTS = { word: '服饰', trades: ['sewing', 'cutting', 'general'] } as const;

/** All pools, in the order in which they are written to the files. */
export const POSTING_POOLS: readonly PostingPool[] = [
  {
    key: 'chancheng',
    places: [{ regionCode: '440604', placeName: '禅城', firms: 36 }],
    posts: 1790,
    mostPostings: 3,
    industries: [
      { word: '陶瓷', trades: ['ceramics', 'glazing', 'tilePacking', 'forklift'] },
      { word: '家电', trades: ['appliances', 'moulding', 'general'] },
      { word: '不锈钢制品', trades: ['welding', 'general', 'portering'] },
      GARMENTS,
    ],
    payFactor: 1,
  },
  {
    key: 'xiaoshan',
    places: [{ regionCode: '330109', placeName: '萧山', firms: 78 }],
    posts: 9087,
    mostPostings: 4,
    industries: [
      { word: '电子商务', trades: ['sorting', 'parcelPacking', 'forklift'] },
      GARMENTS,
      { word: '纺织', trades: ['general', 'sewing'] },
      { word: '汽车配件', trades: ['fitting', 'lathe', 'moulding'] },
    ],
    payFactor: 1.05,
  },
  {
    key: 'jinan',
    places: [
      { regionCode: '370102', placeName: '济南历下', firms: 30 },
      { regionCode: '370103', placeName: '济南市中', firms: 30 },
      { regionCode: '370105', placeName: '济南天桥', firms: 30 },
      { regionCode: '370112', placeName: '济南历城', firms: 30 },
      { regionCode: '370114', placeName: '济南章丘', firms: 30 },
    ],
    posts: 765,
    mostPostings: 2,
    industries: [
      MACHINES,
      { word: '家政服务', trades: ['housekeeping', 'eldercare', 'maternity', 'cleaning'] },
      { word: '餐饮管理', trades: ['waiting', 'kitchen', 'cooking'] },
      { word: '物业服务', trades: ['guarding', 'cleaning'] },
    ],
    payFactor: 0.92,
  },
  {
    key: 'jingan-partners',
    places: [
      { regionCode: '330400', placeName: '嘉兴', firms: 16 },
      { regionCode: '441900', placeName: '东莞', firms: 12 },
      { regionCode: '320583', placeName: '昆山', firms: 8 },
      { regionCode: '310117', placeName: '上海松江', firms: 6 },
      { regionCode: '500112', placeName: '重庆渝北', firms: 4 },
    ],
    posts: 2111,
    mostPostings: 3,
    industries: [ELECTRONICS, GARMENTS, { word: '塑胶', trades: ['moulding', 'general'] }, MACHINES],
    payFactor: 1,
  },
  {
    key: 'jingan-workshops',
    places: [{ regionCode: '530602R01', placeName: '昭通靖安', firms: 5 }],
    posts: 2800,
    mostPostings: 3,
    industries: [ELECTRONICS, GARMENTS],
    payFactor: 0.55,
  },
  {
    key: 'changzhou',
    places: [
      { regionCode: '320411', placeName: '常州新北', firms: 12 },
      { regionCode: '320412', placeName: '常州武进', firms: 12 },
    ],
    posts: 732,
    mostPostings: 2,
    industries: [MACHINES, ELECTRONICS, { word: '玩具', trades: ['plush', 'sewing'] }],
    payFactor: 1.02,
  },
];
