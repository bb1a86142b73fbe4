/** The occupation words of the demo world, shared by posts, skills and wishes so that the two can meet. */

/** One occupation: its usual monthly pay in yuan in a coastal city, and what it asks of a newcomer. */
export interface Trade {
  /** The word used in postings (`occupation`), skills and wishes. */
  word: string;
  /** Lowest and highest usual monthly pay, whole yuan. */
  yuan: readonly [low: number, high: number];
  /** True where a newcomer must have learnt it, or be taught it by the employer. */
  skilled: boolean;
}

const trade = (word: string, low: number, high: number, skilled = false): Trade => ({
  word,
  yuan: [low, high],
  skilled,
});

/** Every occupation of the demo world, blue-collar only, in the order of the trades of the five articles. */
export const TRADES = {
  general: trade('普工', 4000, 5600),
  ceramics: trade('陶瓷成型工', 4600, 7200),
  glazing: trade('施釉工', 4800, 7000),
  tilePacking: trade('瓷砖打包工', 4500, 6500),
  appliances: trade('家电装配工', 4600, 6800),
  moulding: trade('注塑工', 4500, 6600),
  sewing: trade('缝纫工', 4500, 8000, true),
  cutting: trade('裁剪工', 5000, 7500, true),
  sorting: trade('仓储分拣员', 4600, 6600),
  parcelPacking: trade('电商打包员', 4500, 6500),
  forklift: trade('叉车司机', 5500, 7500, true),
  welding: trade('焊工', 6000, 9000, true),
  lathe: trade('数控车床操作工', 5500, 8500, true),
  fitting: trade('机械装配钳工', 5200, 8000, true),
  electronics: trade('电子装配工', 4500, 6500),
  harness: trade('线束工', 4300, 6000),
  housekeeping: trade('家政服务员', 4500, 7500, true),
  eldercare: trade('养老护理员', 4500, 6800, true),
  maternity: trade('月嫂', 7000, 11000, true),
  waiting: trade('餐饮服务员', 3600, 5000),
  kitchen: trade('后厨帮工', 3800, 5200),
  cooking: trade('厨师', 6000, 9000, true),
  cleaning: trade('保洁员', 3200, 4200),
  guarding: trade('保安员', 3800, 5200),
  plush: trade('毛绒玩具缝制工', 3800, 6000, true),
  footcare: trade('足部修护师', 6000, 9500, true),
  building: trade('建筑工', 6500, 9500),
  digging: trade('挖掘机操作工', 6500, 9500, true),
  portering: trade('搬运工', 5000, 7000),
} as const satisfies Record<string, Trade>;

/** The name of a trade inside the program. */
export type TradeKey = keyof typeof TRADES;

/** What people ask to be taught, in the words of the articles' training classes. */
export const TRAINING_TOPICS = [
  '家政服务',
  '养老护理',
  '电焊',
  '餐饮烹饪',
  '电子手工',
  '缝纫',
  '叉车驾驶',
  '挖掘机操作',
  '建筑工',
  '农业实用技术',
  '足部修护',
  '毛绒玩具缝制',
  '电工',
] as const;
