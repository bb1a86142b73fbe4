import { asRead } from '#kernel/plain-text.js';

/**
 * Wording that a posting may not hold (就业促进法 26–31, 人力资源市场暂行条例 24, 妇女权益保障法 43,
 * 网络招聘服务管理规定): a lint, not a judge. It is asked of every text of a posting. Every pattern is of
 * bounded reach, so a text is read in time linear to its length.
 */

export const UNLAWFUL_KINDS = [
  'SEX',
  'MARRIAGE_OR_BIRTH',
  'ETHNICITY',
  'RELIGION',
  'HUKOU_OR_REGION',
  'DISEASE_CARRIER',
  'DISABILITY',
  'FEE_OR_DEPOSIT',
] as const;
export type UnlawfulKind = (typeof UNLAWFUL_KINDS)[number];

export interface UnlawfulWording {
  kind: UnlawfulKind;
  /** The words found, at most 30 characters, as a reader takes them (`asRead`). */
  words: string;
}

/** Why each kind is refused, for the person who has to change the text. */
export const UNLAWFUL_TEXT: Record<UnlawfulKind, { zh: string; en: string }> = {
  SEX: {
    zh: '不得限定性别或性别优先（就业促进法第27条）。',
    en: 'A posting may not ask for or prefer a sex (Employment Promotion Law, article 27).',
  },
  MARRIAGE_OR_BIRTH: {
    zh: '不得以婚姻、生育状况作为录用条件（就业促进法第27条）。',
    en: 'Marriage and children may not be a condition (Employment Promotion Law, article 27).',
  },
  ETHNICITY: {
    zh: '不得限制或排斥民族（就业促进法第28条）。',
    en: 'No ethnic group may be asked for or excluded (Employment Promotion Law, article 28).',
  },
  RELIGION: {
    zh: '不得以宗教信仰作为录用条件（就业促进法第26条、劳动法第12条）。',
    en: 'Religion may not be a condition (Employment Promotion Law, article 26; Labour Law, article 12).',
  },
  HUKOU_OR_REGION: {
    zh: '不得以户籍、地域限制或排斥求职者（就业促进法第26、31条）。',
    en: 'Household registration or place of origin may not be a condition (Employment Promotion Law, articles 26 and 31).',
  },
  DISEASE_CARRIER: {
    zh: '不得以传染病病原携带为由拒绝录用（就业促进法第30条）。',
    en: 'Carriers of an infection may not be refused (Employment Promotion Law, article 30).',
  },
  DISABILITY: {
    zh: '不得歧视残疾人（就业促进法第29条）。',
    en: 'Disabled people may not be refused as such (Employment Promotion Law, article 29).',
  },
  FEE_OR_DEPOSIT: {
    zh: '不得向求职者收取押金、保证金等费用（劳动合同法第9条）。',
    en: 'No deposit or fee may be taken from a worker (Labour Contract Law, article 9).',
  },
};

const MINORITIES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|' +
  '景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|' +
  '保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺';
const PEOPLE = `(?:(?:${MINORITIES}|汉)族|少数民族|民族)`;
const PROVINCES =
  '北京|天津|上海|重庆|河北|山西|内蒙古?|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|' +
  '海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|东北|凉山';
const PLACE = `(?:${PROVINCES}|外地|外省|外来|农村|本地|本市|本省|本县|本村|当地|城镇)`;
/** Up to n signs that do not end the clause. */
const within = (n: number) => `[^;；。,，\\n]{0,${n}}?`;
const ONLY = '(?:仅限|只限|限招|限|只招|只要|只收|仅招|仅收|要求)';
const NEVER = '(?:不招|不要|不收|不录用?|不接受|谢绝|拒绝|拒收|拒招|排除)';
const OUT = '(?:除外|勿扰|免谈|勿来|不要|不收|不招|不考虑)';
/** 女装, 女鞋, 女包 (not 女包装工) are goods; 妇女, 子女, 美女, 男女 are words of their own. */
const SEX =
  '(?<![妇儿子孙美少父母处男女])(?:男(?!女|装|鞋|裤|士服|款|科|友|朋友|包(?!装)|袜)|女(?!装|鞋|裤|裙|款|童|儿|子|友|科|袜|帽|内衣|职工|包(?!装)))';

const RULES: readonly [UnlawfulKind, RegExp][] = [
  ['SEX', new RegExp(`${ONLY}${within(3)}${SEX}(?:性|生|士|工|员工?)?`, 'g')],
  ['SEX', new RegExp(`${SEX}(?:性|生|士|孩|员工)`, 'g')],
  ['SEX', new RegExp(`${SEX}[\\u4e00-\\u9fa5]{0,3}工(?!资|作|厂|业|程|时|会|具|艺|伤|龄)`, 'g')],
  ['SEX', new RegExp(`[(（【]${SEX}(?:性|生)?[)）】]`, 'g')],
  ['SEX', new RegExp(`${SEX}[:：]?\\d{1,3}名`, 'g')],
  ['SEX', /男女各\d{1,4}[名人]/g],
  ['SEX', new RegExp(`岁(?:以内|以下|以上|左右|内)?[,，、]?${SEX}(?=$|[;；,，。\\s]|性|工)`, 'g')],
  ['SEX', new RegExp(`${SEX}[\\u4e00-\\u9fa5]{0,2}(?:优先|勿扰|不要|不招)`, 'g')],
  ['SEX', /(?:姑娘|小妹|美女|帅哥)(?:优先|多?速报名|速来)/g],
  [
    'MARRIAGE_OR_BIRTH',
    /(?:已婚已育|未婚未育|已婚未育|限未婚|限已婚|未婚优先|已婚优先|已育优先|未孕|不得怀孕|\d年内不(?:得|能)?(?:结婚|生育|怀孕))/g,
  ],
  ['MARRIAGE_OR_BIRTH', new RegExp(`(?:孕妇|怀孕|孕期|哺乳期|产妇)${within(4)}${OUT}`, 'g')],
  ['MARRIAGE_OR_BIRTH', /(?<=^|[;；,，。、\s])(?:未婚|已婚|未育|已育)(?=$|[;；,，。、\s])/g],
  ['ETHNICITY', new RegExp(`(?:${ONLY}|${NEVER})${within(10)}${PEOPLE}`, 'g')],
  ['ETHNICITY', new RegExp(`${PEOPLE}${within(8)}${OUT}`, 'g')],
  ['ETHNICITY', /汉族优先/g],
  [
    'ETHNICITY',
    new RegExp(`(?<=^|[;；,，。\\s])${PEOPLE}(?:[、/和及与]${PEOPLE}){0,9}(?=$|[;；,，。\\s])`, 'g'),
  ],
  [
    'RELIGION',
    /(?:无|没有|不得有|不能有|不信|有|信仰?)(?:任何)?(?:宗教(?:信仰)?|信教)(?:者?优先|的?不要|勿扰)?/g,
  ],
  ['HUKOU_OR_REGION', new RegExp(`${NEVER}${within(8)}${PLACE}(?:人|籍|户口|户籍|员工)?`, 'g')],
  ['HUKOU_OR_REGION', new RegExp(`${PLACE}(?:人|籍|户口|户籍|[、和及])?${within(6)}${OUT}`, 'g')],
  [
    'HUKOU_OR_REGION',
    new RegExp(`${ONLY}${within(3)}${PLACE}${within(3)}(?:人|籍|户口|户籍|居民|省内|市内|内)`, 'g'),
  ],
  [
    'HUKOU_OR_REGION',
    /(?:本地|本市|本省|本县|当地|城镇|非农业?|农业|农村)(?:常住)?(?:人口?|户口|户籍)(?:优先)?/g,
  ],
  ['HUKOU_OR_REGION', /[\u4e00-\u9fa5]{2,8}(?:户籍|户口)(?:者|人员|居民)?优先/g],
  ['DISEASE_CARRIER', new RegExp(`(?:传染病|传染性疾病|乙肝|肝炎|艾滋|病毒|病原)${within(6)}${OUT}`, 'g')],
  [
    'DISEASE_CARRIER',
    /(?:无|没有|非|不得有|不能有|不是|不要|不收|不招|谢绝|拒绝)[^;；。,，\n]{0,8}?(?:传染病|传染性疾病|乙肝|肝炎|艾滋|HIV|病毒携带|病原携带)/gi,
  ],
  ['DISEASE_CARRIER', /(?:检|查|化验|体检)[^;；。,，\n]{0,4}?(?:乙肝|两对半|HIV|艾滋)/gi],
  ['DISABILITY', new RegExp(`(?:${NEVER}${within(4)}残疾|残疾人?${within(2)}${OUT})`, 'g')],
  [
    'FEE_OR_DEPOSIT',
    /(?<![不无免未])(?:交|收取?|缴纳?|扣除?)(?<!不收|不交|不缴|无需交|不用交|免交|免收)[^;；。,，\n]{0,4}?(?:押金|保证金|中介费|报名费|服装费|入职费|培训费)/g,
  ],
];

/** 男女不限, 性别不限 and their like say that nobody is kept out. */
const OPEN_TO_ALL =
  /(?:不限男女|男女(?:性别)?(?:不限|均可|皆可|都可以?|都行|都要|兼收)|性别不限|不限性别|(?:男|女)(?:女|男)?(?:均|皆|都)可)/g;
/** Public-welfare posts are meant for registered local people hard to place (人社部 2019 notice on 公益性岗位). */
const WELFARE_POST = /公益性?岗位|零就业家庭|4050|低保|脱贫|就业困难|易地扶贫搬迁/;
const LOCAL_ONLY = /^(?:本|当地|农村|城镇|限|仅|只)/;

/** Blanks within a line; a line's end ends the clause. */
const BLANKS = /[^\S\n]+/g;

/**
 * Every unlawful wording found in a text of a posting, in the order of the text. A register of local people
 * stays lawful where the text names the group a public-welfare post (公益性岗位) is for. Hidden signs, signs of
 * another width and blanks between the letters hide nothing; what only shows without the blanks stands last.
 */
export function findUnlawfulWording(text: string): UnlawfulWording[] {
  const read = asRead(text);
  const found = findIn(read);
  const closed = read.replace(BLANKS, '');
  if (closed.length === read.length) return found;
  const kinds = new Set(found.map(({ kind }) => kind));
  return [...found, ...findIn(closed).filter(({ kind }) => !kinds.has(kind))];
}

function findIn(text: string): UnlawfulWording[] {
  // Blanked out in place, so that words on both sides do not grow together.
  const asked = text.replace(OPEN_TO_ALL, (words) => ' '.repeat(words.length));
  const welfare = WELFARE_POST.test(text);
  const found: (UnlawfulWording & { from: number; to: number })[] = [];
  for (const [kind, pattern] of RULES) {
    for (const match of asked.matchAll(pattern)) {
      if (welfare && kind === 'HUKOU_OR_REGION' && LOCAL_ONLY.test(match[0])) continue;
      found.push({
        kind,
        words: match[0].trim().slice(0, 30),
        from: match.index,
        to: match.index + match[0].length,
      });
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: typeof found = [];
  const reach = new Map<UnlawfulKind, number>();
  for (const one of found) {
    if (one.from < (reach.get(one.kind) ?? 0)) continue;
    reach.set(one.kind, one.to);
    kept.push(one);
  }
  return kept.map(({ kind, words }) => ({ kind, words }));
}

/**
 * What a column headed 性别 asks for: there a bare 男 is a condition. Empty when it keeps nobody out.
 */
export function findSexRequirement(cell: string): UnlawfulWording[] {
  const asked = asRead(cell.slice(0, 500)).replace(OPEN_TO_ALL, ' ');
  const match = /[^;；。,，|\s]{0,8}[男女][^;；。,，|\s]{0,8}/.exec(asked);
  return match ? [{ kind: 'SEX', words: match[0].slice(0, 30) }] : [];
}
