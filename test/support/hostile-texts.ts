/** Texts that a sheet finds hard to say: formulas, quotes, letters of several units, what programs take for markup. */

export const HOSTILE_NAMES = [
  '王虚构',
  '买买提·艾力',
  '𠮷野虚构',
  'Anna Maria',
  'نۇر\u200Cئەلى',
  `龙${'虚'.repeat(48)}构`,
] as const;

export const HOSTILE_PEOPLES = ['侗族', '汉', '其他', '=1+1', '汉,族', '#N/A', '苗 族', null] as const;

export const HOSTILE_SKILLS = [
  '砌筑',
  '=HYPERLINK("http://x.example","点")',
  '@SUM(A1)',
  '-2+3',
  '＝cmd|calc',
  "'=1",
  '"引号"',
  '电焊,高级、二级；三级',
  '👨‍👩‍👧 照护',
  '００７',
  '007',
  '1E+17',
  '#N/A',
  '="0123"',
  'a  b',
  '无',
  '_x000D_',
  '<b>&amp;</b>',
  '长'.repeat(50),
] as const;

/** One line each, as a verb takes them. */
export const HOSTILE_LINES = [
  '虚构陶瓷厂',
  '=HYPERLINK("http://x.example","点")',
  '@SUM(A1)',
  '-2+3',
  "'=1",
  '"引号"厂',
  '电焊,高级、二级；三级',
  '👨‍👩‍👧 照护',
  '００７号厂',
  '1E+17',
  '="0123"',
  'a  b',
  '厂_x000D_',
  '<b>&amp;</b>',
  '虚构（佛山）有限公司',
  '长'.repeat(30),
] as const;
