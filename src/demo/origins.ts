/** The five origins of the articles: where their people live, and where they are likely to want to go. */
import type { Weighted } from './random.js';
import type { TradeKey } from './trades.js';

/** The five origins: 昭阳 with 靖安新区, 黎平, 从江, 湘西, 安康. */
export type OriginKey = 'ZHAOYANG' | 'LIPING' | 'CONGJIANG' | 'XIANGXI' | 'ANKANG';

/** One origin. All codes are codes of demo/regions.csv; all shares are from 0 to 1. */
export interface Origin {
  key: OriginKey;
  /** Weight of this origin among all invented people. */
  weight: number;
  /** Town codes of its people begin with one of these. */
  home: readonly string[];
  /** More places that its relocated people came from (their 迁出地). */
  movedFrom: readonly string[];
  /** Where relocated people now live; empty: in a town of the same county. */
  resettlement: readonly Weighted<string>[];
  relocatedShare: number;
  /** Share of POVERTY_ALLEVIATED among all its people. */
  povertyShare: number;
  ethnicities: readonly Weighted<string>[];
  /** First choices of those who want to leave: the paired city first, then cities, provinces, groups. */
  destinations: readonly Weighted<string>[];
  provinceCapital: string;
  /** Trades its people know more often than others. */
  trades: readonly TradeKey[];
}

/** In the order in which the articles are numbered, Liping first. */
export const ORIGINS: readonly Origin[] = [
  {
    key: 'LIPING',
    weight: 22,
    home: ['522631'],
    movedFrom: [],
    resettlement: [
      ['522631003', 6],
      ['522631001', 3],
      ['522631002', 1],
    ],
    relocatedShare: 0.28,
    povertyShare: 0.53,
    ethnicities: [
      ['侗族', 70],
      ['汉族', 13],
      ['苗族', 13],
      ['瑶族', 2],
      ['水族', 2],
    ],
    destinations: [
      ['440600', 36],
      ['440604', 14],
      ['330100', 5],
      ['441900', 6],
      ['440300', 5],
      ['440100', 5],
      ['331081', 3],
      ['520100', 3],
      ['440000', 9],
      ['330000', 3],
      ['G-ZSJ', 7],
      ['G-CSJ', 4],
    ],
    provinceCapital: '520100',
    trades: ['ceramics', 'appliances', 'electronics', 'sewing', 'kitchen', 'building'],
  },
  {
    key: 'CONGJIANG',
    weight: 17,
    home: ['522633'],
    movedFrom: [],
    resettlement: [
      ['522633001', 12],
      ['522633101', 4],
      ['522633102', 3],
      ['522601001', 1],
    ],
    relocatedShare: 0.25,
    povertyShare: 0.57,
    ethnicities: [
      ['苗族', 44],
      ['侗族', 41],
      ['壮族', 6],
      ['汉族', 4],
      ['瑶族', 3],
      ['水族', 2],
    ],
    destinations: [
      ['440600', 30],
      ['330109', 16],
      ['330100', 12],
      ['441900', 6],
      ['440300', 5],
      ['440100', 4],
      ['440000', 8],
      ['330000', 7],
      ['G-ZSJ', 6],
      ['G-CSJ', 6],
    ],
    provinceCapital: '520100',
    trades: ['sorting', 'sewing', 'appliances', 'building', 'electronics'],
  },
  {
    key: 'ZHAOYANG',
    weight: 24,
    home: ['530602'],
    movedFrom: ['530624'],
    resettlement: [['530602R01', 1]],
    relocatedShare: 0.6,
    povertyShare: 0.64,
    ethnicities: [
      ['汉族', 78],
      ['回族', 12],
      ['彝族', 6],
      ['苗族', 4],
    ],
    destinations: [
      ['330400', 30],
      ['441900', 12],
      ['320583', 7],
      ['310000', 6],
      ['310117', 4],
      ['500112', 4],
      ['530100', 5],
      ['330000', 8],
      ['440000', 6],
      ['320000', 4],
      ['G-CSJ', 14],
    ],
    provinceCapital: '530100',
    trades: ['electronics', 'harness', 'sewing', 'portering', 'building'],
  },
  {
    key: 'XIANGXI',
    weight: 20,
    home: ['4331'],
    movedFrom: [],
    resettlement: [],
    relocatedShare: 0.15,
    povertyShare: 0.51,
    ethnicities: [
      ['土家族', 43],
      ['苗族', 37],
      ['汉族', 20],
    ],
    destinations: [
      ['370100', 40],
      ['370112', 8],
      ['440300', 8],
      ['441900', 6],
      ['330100', 5],
      ['430100', 6],
      ['370000', 8],
      ['440000', 8],
      ['G-ZSJ', 7],
      ['G-CSJ', 4],
    ],
    provinceCapital: '430100',
    trades: ['digging', 'housekeeping', 'welding', 'sewing', 'waiting'],
  },
  {
    key: 'ANKANG',
    weight: 17,
    home: ['6109'],
    movedFrom: [],
    resettlement: [],
    relocatedShare: 0.3,
    povertyShare: 0.47,
    ethnicities: [
      ['汉族', 98],
      ['回族', 2],
    ],
    destinations: [
      ['320400', 34],
      ['320411', 8],
      ['310000', 9],
      ['440800', 4],
      ['610100', 10],
      ['110000', 4],
      ['320000', 12],
      ['G-CSJ', 13],
      ['G-JJJ', 4],
    ],
    provinceCapital: '610100',
    trades: ['plush', 'footcare', 'building', 'harness', 'maternity'],
  },
];
