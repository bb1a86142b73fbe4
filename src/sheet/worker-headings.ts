import type { HeadingTable } from './heading-book.js';
import { HOUSEHOLD_HEADINGS } from './household-headings.js';
import { PERSON_HEADINGS } from './person-headings.js';
import { WISH_HEADINGS } from './wish-headings.js';
import { WORK_HEADINGS } from './work-headings.js';

/**
 * What a list of workers or of households can say of one person. Every cell is a text as the sheet has it (see
 * `SheetRow.cells`); what it means is read by whoever imports it. Headings and code lists: those of county ledgers
 * (劳动力资源台账), of the real-name record of migrant workers, and of the export of 防返贫监测.
 */
export interface WorkerCells {
  /** 姓名. */
  readonly name: string;
  /** 公民身份号码 of 18 or 15 characters; see `lostDigits` for what spreadsheets do to it. */
  readonly idNumber: string;
  /** 证件类型: 居民身份证 and others. */
  readonly idKind: string;
  /** The person's own mobile (联系手机, 成员联系电话), or the only 联系电话 of the sheet. */
  readonly phone: string;
  /** A second number beside a mobile (备用电话). */
  readonly phoneOther: string;
  /** The telephone of the household (户联系电话): several persons share it. */
  readonly householdPhone: string;
  /** 性别: 男, 女, or the code 1, 2. */
  readonly sex: string;
  /** 年龄 in whole years, on a day that the sheet does not name: only good for a comparison. */
  readonly age: string;
  /** 出生日期, in any form that `readDay` reads. */
  readonly birthDate: string;
  /** 实名核验方式: how the identity was checked; empty where it was not. */
  readonly verified: string;
  /** 民族, with or without 族. */
  readonly ethnicity: string;
  /** 文化程度: the highest schooling that was finished. */
  readonly education: string;
  /** 在校生状况: the school that is attended now; in the national export filled where `education` is empty. */
  readonly studying: string;
  /** 婚姻状况. */
  readonly marriage: string;
  /** 户口性质: 农业, 非农业. */
  readonly hukouKind: string;
  /** 户籍: province (省), by name. */
  readonly province: string;
  /** 户籍: prefecture or city (市). */
  readonly city: string;
  /** 户籍: county (县). */
  readonly county: string;
  /** 户籍: town or street (乡镇, 街道). */
  readonly town: string;
  /** 户籍: village or community (村, 社区). */
  readonly village: string;
  /** 村民小组: below the village, free text. */
  readonly villageGroup: string;
  /** 户籍地址 in one cell. */
  readonly address: string;
  /** 行政区划代码 of 6, 9 or 12 digits. */
  readonly divisionCode: string;
  /** 服务地代码: the region that answers for the person; the divisions are then the household's alone. */
  readonly serviceCode: string;
  /** 现居住地址: where the person lives, where that is said apart from 户籍. */
  readonly residence: string;
  /** 安置点: the resettlement site. */
  readonly site: string;
  /** 楼栋: the building of a resettlement site. */
  readonly building: string;
  /** 劳动技能: 普通劳动力, 技能劳动力, 弱劳动力或半劳动力, 丧失劳动力, 无劳动力. */
  readonly workAbility: string;
  /** 健康状况: an illness is nobody's business but the household's; good for a constraint at most. */
  readonly health: string;
  /** 残疾类别; empty or 无 where there is none. */
  readonly disability: string;
  /** 户类型: 脱贫户, 监测户, 一般农户. */
  readonly householdKind: string;
  /** 监测对象类别: 脱贫不稳定户, 边缘易致贫户, 突发严重困难户. */
  readonly monitoredKind: string;
  /** 困难群体情况: 就业困难人员 and the like, free words. */
  readonly hardship: string;
  /** 是否享受低保: 是, 否. */
  readonly lowIncome: string;
  /** 是否特困供养人员: 是, 否. */
  readonly destitute: string;
  /** 是否易地搬迁: 是, 否. */
  readonly relocated: string;
  /** 人员身份: 高校毕业生, 退役军人 and the like, free words. */
  readonly personKind: string;
  /** 户编号 of the source system; the same for all members of a household. */
  readonly householdNumber: string;
  /** 人口编号 of the source system. */
  readonly personNumber: string;
  /** 与户主关系: 户主, 配偶, 之子 and so on. */
  readonly relationToHead: string;
  /** 户主姓名. */
  readonly headName: string;
  /** 户主证件号码. */
  readonly headIdNumber: string;
  /** 务工状况, 是否已务工: whether the person works now. */
  readonly workState: string;
  /** Where the person works, in one cell: a place (务工所在地), or a class of places (县内, 省外). */
  readonly workPlace: string;
  /** 务工地: province. */
  readonly workProvince: string;
  /** 务工地: city. */
  readonly workCity: string;
  /** 务工地: county or district. */
  readonly workCounty: string;
  /** 务工地: town. */
  readonly workTown: string;
  /** 务工企业名称. */
  readonly employer: string;
  /** 所属行业. */
  readonly industry: string;
  /** 工种. */
  readonly occupation: string;
  /** 就业形式: 单位就业, 灵活就业, 自主创业, 务农, 公益性岗位. */
  readonly employmentForm: string;
  /** 就业渠道: by whom the work was found, in the code list of the source. */
  readonly employmentChannel: string;
  /** 公益性岗位: the kind of public post held, or 是. */
  readonly publicPost: string;
  /** 公益性岗位(月数) of the year. */
  readonly publicPostMonths: string;
  /** 是否国外务工: 是, 否. */
  readonly worksAbroad: string;
  /** 务工月收入 in yuan. */
  readonly monthlyWage: string;
  /** 年收入 in yuan. */
  readonly yearlyWage: string;
  /** 年收入 in ten thousand yuan (万元): above 100 it was surely meant in yuan. */
  readonly yearlyWageWan: string;
  /** 务工时间 in months of the year; a heading without a unit (时长) is read as months, too. */
  readonly months: string;
  /** 就业时间, 开始时间: the day on which the present work began. */
  readonly workSince: string;
  /** 结束时间: the day on which it ended. */
  readonly workUntil: string;
  /** 劳动合同签订情况. */
  readonly contract: string;
  /** 是否点对点输送: 是, 否. */
  readonly broughtByUs: string;
  /** 年度交通费补助 in yuan, or 是. */
  readonly transportSubsidy: string;
  /** 失业时间. */
  readonly jobLostOn: string;
  /** 失业原因. */
  readonly jobLostWhy: string;
  /** 就业失业登记证号. */
  readonly registrationNumber: string;
  /** 技能, 特长: several with 、 between them. */
  readonly skills: string;
  /** 职业资格, 证书: its name and level, or 是. */
  readonly certificate: string;
  /** 职业资格等级. */
  readonly certificateLevel: string;
  /** 是否参加技能培训: 是, 否, or what was learnt. */
  readonly trained: string;
  /** 就业意愿: whether, and how, the person wants to work: 外出务工, 就近就业, 无. */
  readonly wishesWork: string;
  /** 就业区域意向: where, several with 、 between them. */
  readonly wishedPlaces: string;
  /** 就业工种意向: several with 、 between them. */
  readonly wishedOccupations: string;
  /** 就业产业意向. */
  readonly wishedIndustry: string;
  /** 就业形式意向. */
  readonly wishedForm: string;
  /** 工资收入意向 in yuan a month. */
  readonly wishedWage: string;
  /** 培训意向需求: the topics, or 是, 否. */
  readonly wishedTraining: string;
  /** 就业服务需求, free words. */
  readonly wishedService: string;
  /** 年度: the year that the row speaks of. */
  readonly year: string;
  /** 备注, free words. */
  readonly remark: string;
}

/** A field of a list of workers or households. */
export type WorkerField = keyof WorkerCells;

/** The headings of lists of workers and households, with all variants that are known. */
export const WORKER_HEADINGS: HeadingTable<WorkerField> = {
  ...PERSON_HEADINGS,
  ...HOUSEHOLD_HEADINGS,
  ...WORK_HEADINGS,
  ...WISH_HEADINGS,
};
