import type { HeadingTable } from './heading-book.js';

/** What a column of a vacancy list can mean to us. */
export type PostingField =
  | 'employer'
  | 'title'
  | 'headcount'
  | 'headcountText'
  | 'wageText'
  | 'monthlyWageText'
  | 'wageMin'
  | 'wageMax'
  | 'wageBasis'
  | 'city'
  | 'district'
  | 'workAddress'
  | 'ageMin'
  | 'ageMax'
  | 'ageText'
  | 'sexText'
  | 'educationText'
  | 'requirement'
  | 'publishedOn'
  | 'sourceUrl'
  | 'sourceKind'
  | 'sourceId';

/**
 * The headings of real vacancy lists (岗位对接报表, 用工需求表) and of demo/postings.csv; the first of each is the one of our
 * template. Headings that are not here (序号, 行业, 班次, 福利待遇, 联系电话, …) are passed over.
 */
export const POSTING_HEADINGS: HeadingTable<PostingField> = {
  employer: {
    says: {
      zh: '用人单位全称；企业账号只能填本单位。',
      en: 'The employer’s full name; an employer’s own account names itself alone.',
    },
    names: [
      '企业名称',
      'employer',
      '用人单位',
      '用人单位名称',
      '用工单位',
      '用工企业',
      '招聘单位',
      '招聘企业',
      '单位名称',
      '公司名称',
    ],
  },
  title: {
    says: { zh: '岗位的工种名称，如“打磨工”。', en: 'Which work it is, such as 打磨工.' },
    names: ['岗位名称', 'title', '招聘岗位', '岗位', '职位名称', '招聘职位', '职位', '需求岗位'],
  },
  headcount: {
    says: { zh: '招聘人数，整数。', en: 'How many are wanted, a whole number.' },
    names: ['headcount'],
  },
  headcountText: {
    says: {
      zh: '招聘人数，1 到 100000 的整数；“若干”不能作为人数。',
      en: 'How many are wanted, a whole number from 1 to 100000.',
    },
    names: [
      '招聘人数',
      'headcount_text',
      '需求人数',
      '用工人数',
      '招工人数',
      '岗位数',
      '招聘人数(人)',
      '需求人数(人)',
      '人数',
    ],
  },
  wageText: {
    says: {
      zh: '薪资和计薪单位，如“4000-6000元/月”“20元/小时”；没有确定的写“面议”。',
      en: 'The wage and its period, such as 4000-6000元/月 or 20元/小时; 面议 where it is open.',
    },
    names: ['薪资待遇', 'wage_text', '工资待遇', '薪资', '工资', '薪酬', '薪酬待遇', '待遇', '薪资(元)'],
  },
  monthlyWageText: {
    says: { zh: '月薪（元），如“4000-6000”。', en: 'The wage a month in yuan, such as 4000-6000.' },
    names: [
      '月薪',
      '月薪(元)',
      '月工资',
      '月工资(元)',
      '月收入(元)',
      '务工月收入',
      '薪资(元/月)',
      '工资(元/月)',
      '薪资待遇(元/月)',
      '工资待遇(元/月)',
    ],
  },
  wageMin: {
    says: { zh: '最低薪资（元）。', en: 'The lowest wage in yuan.' },
    names: ['wage_min'],
  },
  wageMax: {
    says: { zh: '最高薪资（元）。', en: 'The highest wage in yuan.' },
    names: ['wage_max'],
  },
  wageBasis: {
    says: { zh: '薪资出自何处。', en: 'Where the wage stands.' },
    names: ['wage_basis'],
  },
  city: {
    says: { zh: '工作地所在的城市，如“佛山市”。', en: 'The city of the work, such as 佛山市.' },
    names: [
      '工作城市',
      'city',
      '城市',
      '地区',
      '工作地区',
      '用工地区',
      '务工地区',
      '就业地',
      '就业地点',
      '工作所在地',
      '务工所在地',
    ],
  },
  district: {
    says: { zh: '工作地所在的区县，如“禅城区”。', en: 'The district of the work, such as 禅城区.' },
    names: ['区县', 'district', '区(县)', '工作区县'],
  },
  workAddress: {
    says: { zh: '详细工作地址，最多 300 字。', en: 'The address of the work, at most 300 letters.' },
    names: ['工作地址', 'work_address', '上班地址', '工作地点', '详细地址', '企业地址', '单位地址'],
  },
  ageMin: {
    says: { zh: '最低年龄（周岁）。', en: 'The lowest age in full years.' },
    names: ['age_min', '最低年龄'],
  },
  ageMax: {
    says: { zh: '最高年龄（周岁）。', en: 'The highest age in full years.' },
    names: ['age_max', '最高年龄'],
  },
  ageText: {
    says: {
      zh: '年龄要求（周岁），如“18-45岁”“不限”，在 16 至 70 之间。',
      en: 'The ages in full years, such as 18-45岁 or 不限, from 16 to 70.',
    },
    names: ['年龄要求', 'age_text', '年龄', '年龄(周岁)', '年龄要求(周岁)'],
  },
  sexText: {
    says: {
      zh: '不得要求性别；有此要求的行会被拒收。',
      en: 'No sex may be asked for: such a row is refused.',
    },
    names: ['sex_requirement_text', '性别', '性别要求'],
  },
  educationText: {
    says: { zh: '最低学历。', en: 'The least schooling asked for.' },
    names: ['学历要求', 'education_text', '学历', '文化程度', '文化程度要求'],
    words: ['不限', '小学及以上', '初中及以上', '高中及以上', '中专及以上', '大专及以上', '本科及以上'],
  },
  requirement: {
    says: {
      zh: '技能和其他要求，最多 2000 字；不得限制性别、民族、户籍等。',
      en: 'Skills and other demands, at most 2000 letters; none of sex, ethnicity or hukou.',
    },
    names: ['岗位要求', 'skill_text', '技能要求', '招聘要求', '其他要求', '任职要求', '要求'],
  },
  publishedOn: {
    says: {
      zh: '发布日期，如 2026-06-17；不得晚于今天。',
      en: 'The day of publication, such as 2026-06-17; not after today.',
    },
    names: ['发布日期', 'published_on', '发布时间', '登记日期'],
  },
  sourceUrl: {
    says: { zh: '信息来源的网址。', en: 'Where it was published.' },
    names: ['source_url', '来源网址', '信息来源'],
  },
  sourceKind: {
    says: { zh: '来源的种类。', en: 'What kind of source it is.' },
    names: ['source_kind'],
  },
  sourceId: {
    says: { zh: '本表中的岗位编号；同一行再次导入不会重复。', en: 'The post’s own number in this list.' },
    names: ['岗位编号', 'source_row_id', '职位编号'],
  },
};
