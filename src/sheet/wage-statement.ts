import type { WagePeriod } from '#posting/job-posting.entity.js';

/** One wage as a clause states it. */
export interface WageStatement {
  minFen: number;
  /** Null: at least the lowest (底薪, 以上, 起, +提成). */
  maxFen: number | null;
  /** Null: the clause does not say per what. */
  period: WagePeriod | null;
}

/** What a clause is: a wage, words that bear on none, or a reason why it cannot be read. */
export type WageClause =
  | { is: 'WAGE'; wage: WageStatement }
  | { is: 'NEGOTIABLE' | 'PIECEWORK' | 'WORDS' }
  | {
      is: 'UNREADABLE';
      reason: 'WAGE_UNCLEAR' | 'WAGE_SEVERAL' | 'WAGE_APPROXIMATE' | 'WAGE_TOP_UP' | 'WAGE_PERIOD_UNCLEAR';
    };

/** What stands before the amount. The longest first; each says what it adds. */
const HEADS: readonly (readonly [word: string, adds: WagePeriod | 'BASE' | ''])[] = [
  ['薪资待遇', ''],
  ['工资待遇', ''],
  ['薪资福利', ''],
  ['福利待遇', ''],
  ['每人每月', 'MONTH'],
  ['无责底薪', 'BASE'],
  ['基本工资', 'BASE'],
  ['每小时', 'HOUR'],
  ['小时工价', 'HOUR'],
  ['小时工', 'HOUR'],
  ['一个月', 'MONTH'],
  ['以上岗位', ''],
  ['每月', 'MONTH'],
  ['月薪', 'MONTH'],
  ['每天', 'DAY'],
  ['日薪', 'DAY'],
  ['时薪', 'HOUR'],
  ['底薪', 'BASE'],
  ['保底', 'BASE'],
  ['计件', ''],
  ['综合', ''],
  ['平均', ''],
  ['满勤', ''],
  ['薪资', ''],
  ['薪酬', ''],
  ['工资', ''],
  ['待遇', ''],
  ['收入', ''],
  ['水平', ''],
  ['为', ''],
  ['月', 'MONTH'],
];
const HEAD = new RegExp(`^【?(${HEADS.map(([word]) => word).join('|')})】?:?`);
const AMOUNT = /^(\d{1,7}(?:\.\d{1,2})?)(k|千|万)?元?(?:-(\d{1,7}(?:\.\d{1,2})?)(k|千|万)?元?)?/;
const PER = /^(?:\/|每|一)?(?:个)?(月|小时|时|天|日)|^(?:\/|每|一)(件|个|卷|双|套|片|吨)/;
const TAIL =
  /^(以上|起|\+$)?(?:的(月薪|工资|薪酬|薪资))?(?:\+[^\d+;]{1,10}(?:\d{1,6}元?(?:\/[月年天晚])?)?){0,4}$/;
/** Sums that come on top and are no wage: they neither help nor contradict. */
const BONUS =
  /^(?:(?:夜班|高温|交通|餐|入职稳岗|岗位)?(?:补贴|补助|津贴)\d{1,5}元(?:\/[月天晚])?|全勤奖?\d{1,4}元(?:\+[^\d]{1,6})?|发薪日每月\d{1,2}号)$/;
/** Days and hours without any money: 每月不低于10天且不低于20小时. */
const HOURS = /^[^\d元]{0,8}\d{1,3}(?:天|小时)(?:且[^\d元]{0,6}\d{1,3}(?:天|小时))?$/;
const STAGE = /试用|实习|转正|学徒|首月|新手|熟手|熟练工|满一年|个月后|兼职|全职/;
const UNITS: Record<string, number> = { k: 1000, 千: 1000, 万: 10_000 };
const PERIODS: Record<string, WagePeriod> = { 月: 'MONTH', 小时: 'HOUR', 时: 'HOUR', 天: 'DAY', 日: 'DAY' };

/** Reads one clause (plain text, without brackets) of a cell for wages. It knows no context and guesses nothing. */
export function readWageClause(clause: string): WageClause {
  if (!/\d/.test(clause)) {
    if (clause.includes('面议')) return { is: 'NEGOTIABLE' };
    return { is: /计件|按件/.test(clause) ? 'PIECEWORK' : 'WORDS' };
  }
  if (BONUS.test(clause) || HOURS.test(clause)) return { is: 'WORDS' };
  if (STAGE.test(clause)) return { is: 'UNREADABLE', reason: 'WAGE_SEVERAL' };
  if (/左右|约|预估|有望|可达|高达/.test(clause)) return { is: 'UNREADABLE', reason: 'WAGE_APPROXIMATE' };
  let rest = clause.toLowerCase().replace(/[¥￥]/g, '');
  const added = new Set<WagePeriod | 'BASE' | ''>();
  for (let head = HEAD.exec(rest); head; head = HEAD.exec(rest)) {
    added.add(HEADS.find(([word]) => word === head?.[1])?.[1] ?? '');
    rest = rest.slice(head[0].length);
  }
  const amount = AMOUNT.exec(rest);
  if (!amount) return { is: 'UNREADABLE', reason: 'WAGE_UNCLEAR' };
  rest = rest.slice(amount[0].length);
  if (/^\+\d/.test(rest)) return { is: 'UNREADABLE', reason: 'WAGE_TOP_UP' };
  const per = PER.exec(rest);
  rest = rest.slice(per?.[0].length ?? 0);
  const tail = TAIL.exec(rest);
  if (!tail)
    return { is: 'UNREADABLE', reason: per && rest.startsWith('/') ? 'WAGE_PERIOD_UNCLEAR' : 'WAGE_UNCLEAR' };
  const yuan = yuanOf(amount);
  const periods = new Set([...added].filter((one) => one !== 'BASE' && one !== ''));
  const said = per ? (per[2] ? 'PIECE' : PERIODS[per[1] ?? '']) : undefined;
  if (said) periods.add(said);
  if (tail[2] === '月薪') periods.add('MONTH');
  if (!yuan || periods.size > 1 || (tail[1] && amount[3]))
    return { is: 'UNREADABLE', reason: 'WAGE_UNCLEAR' };
  const [min, max] = yuan;
  const openAbove = added.has('BASE') || tail[1] !== undefined || (rest.startsWith('+') && max === undefined);
  const [period = null] = periods as Set<WagePeriod>;
  return {
    is: 'WAGE',
    wage: { minFen: fen(min), maxFen: openAbove ? null : fen(max ?? min), period },
  };
}

/** `10-15k` is ten to fifteen thousand; `1万-15000` is nobody's way of writing and stays unread. */
function yuanOf([, low = '', lowUnit, high, highUnit]: RegExpExecArray):
  | [number, number | undefined]
  | undefined {
  if (high === undefined) return [Number(low) * (UNITS[lowUnit ?? ''] ?? 1), undefined];
  if (lowUnit && !highUnit) return undefined;
  const unit = UNITS[highUnit ?? ''] ?? 1;
  return [Number(low) * (lowUnit ? (UNITS[lowUnit] ?? 1) : unit), Number(high) * unit];
}

function fen(yuan: number): number {
  return Math.round(yuan * 100);
}
