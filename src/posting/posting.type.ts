import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EducationEnum } from '#kernel/education.type.js';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Fen, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { POSTING_STATES, WAGE_PERIODS } from './job-posting.entity.js';

export const PostingStateEnum = enumOf(POSTING_STATES);
registerEnumType(PostingStateEnum, {
  name: 'PostingState',
  description: 'State of a posting (岗位状态).',
  valuesConfig: {
    DRAFT: { description: 'Being written (草稿).' },
    SUBMITTED: { description: 'Waiting for the destination’s check (待审核).' },
    REJECTED: { description: 'Refused by the destination, with a reason (审核不通过).' },
    OPEN: { description: 'Open: on the supply list when suitable (开放).' },
    PAUSED: { description: 'Paused by its employer or station (暂停).' },
    FILLED: { description: 'No place left (已满).' },
    EXPIRED: { description: 'Its validity has passed (已过期).' },
    WITHDRAWN: { description: 'Withdrawn by the employer (已撤回).' },
    TAKEN_DOWN: { description: 'Taken down as false or unlawful (已下架).' },
  },
});

export const WagePeriodEnum = enumOf(WAGE_PERIODS);
registerEnumType(WagePeriodEnum, {
  name: 'WagePeriod',
  description: 'What a wage is paid for (计薪方式).',
  valuesConfig: {
    MONTH: { description: 'A month (月薪).' },
    DAY: { description: 'A day (日薪).' },
    HOUR: { description: 'An hour (时薪).' },
    PIECE: { description: 'A piece (计件).' },
  },
});

/** Places promised to one origin. */
@ObjectType({ description: 'Places of a posting promised to one origin (岗位配额).', simpleResolvers: true })
export class PostingAllocation {
  @Field(() => Region, { description: 'The origin (输出地).' })
  origin!: Region;
  @Field(() => Int, { description: 'Places promised (配额), 1 or more.' })
  quota!: number;
  @Field(() => Int, { description: 'Places taken (已用).' })
  used!: number;
}

/** A post. */
@ObjectType('JobPosting', {
  implements: Node,
  description: 'A posting (岗位): work that an employer offers in one place, with a number of places.',
  simpleResolvers: true,
})
export class JobPostingFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => OrganizationFace, { description: 'The employer (用人单位).' })
  employer!: OrganizationFace;
  @Field(() => String, { description: 'Title (岗位名称), 1 to 200 characters.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Occupation or trade (工种).' })
  occupation?: string | null;
  @Field(() => Region, { description: 'Where the work is (工作地区).' })
  workRegion!: Region;
  @Field(() => String, { nullable: true, description: 'Address of the work (工作地址).' })
  workAddress?: string | null;
  @Field(() => Int, { description: 'Places in all (招聘人数), 1 to 100000.' })
  headcount!: number;
  @Field(() => Int, { description: 'Places left: headcount less filled and held ones (剩余人数).' })
  remaining!: number;
  @Field(() => Fen, {
    nullable: true,
    description: 'Lowest wage in fen per `wagePeriod` (最低工资); null when negotiable (面议).',
  })
  wageMin?: number | null;
  @Field(() => Fen, {
    nullable: true,
    description: 'Highest wage in fen per `wagePeriod` (最高工资); null when open or negotiable.',
  })
  wageMax?: number | null;
  @Field(() => WagePeriodEnum, { description: 'What the wage is paid for (计薪方式).' })
  wagePeriod!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Is a labour contract offered (签订劳动合同)? null: not said.',
  })
  contractOffered?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Is social insurance paid (缴纳社会保险)? null: not said.',
  })
  insuranceOffered?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Is housing provided (包住)? null: not said.' })
  housing?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Are meals provided (包吃)? null: not said.' })
  meals?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Lowest age (最低年龄), 16 or more.' })
  ageMin?: number | null;
  @Field(() => Int, { nullable: true, description: 'Highest age (最高年龄).' })
  ageMax?: number | null;
  @Field(() => EducationEnum, { nullable: true, description: 'Schooling asked for (学历要求); null: none.' })
  education?: string | null;
  @Field(() => [String], { description: 'Skills asked for (技能要求).' })
  skills!: string[];
  @Field(() => String, { nullable: true, description: 'Other requirements in words (其他要求).' })
  requirement?: string | null;
  @Field(() => Boolean, { description: 'Does the employer train whoever lacks the skill (提供培训)?' })
  trainingProvided!: boolean;
  @Field(() => [PostingAllocation], {
    description: 'Places promised to origins; empty when all may come (配额).',
  })
  allocations!: PostingAllocation[];
  @Field(() => PostingStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => String, { nullable: true, description: 'Why it was rejected or taken down (原因).' })
  stateReason?: string | null;
  @Field(() => Boolean, {
    description: 'Found suitable for the target population by the destination (适合); lapses after 90 days.',
  })
  suitable!: boolean;
  @Field(() => LocalDate, { description: 'Last day but one: it expires on this day (有效期至).' })
  validTo!: string;
  @Field(() => DateTime, { nullable: true, description: 'When it was last opened (开放时间).' })
  openedAt?: Date | null;
  @Field(() => Boolean, { description: 'Invented for the demo world (虚构).' })
  invented!: boolean;
  @Field(() => Int, {
    description: 'Version, for corrections: pass it back to be told of a change meanwhile.',
  })
  version!: number;
}

export const JobPostingConnection = connectionType('JobPosting', JobPostingFace, 'postings (岗位)');

export const POSTING_ORDERS = ['NEWEST', 'WAGE_HIGH', 'WAGE_LOW', 'CREATED'] as const;
export const PostingOrderEnum = enumOf(POSTING_ORDERS);
registerEnumType(PostingOrderEnum, {
  name: 'PostingOrder',
  description: 'Order of a list of postings (排序).',
  valuesConfig: {
    NEWEST: { description: 'Last opened first (最新开放).' },
    WAGE_HIGH: { description: 'Highest wage first (工资从高到低); without a wage last.' },
    WAGE_LOW: { description: 'Lowest wage first (工资从低到高); without a wage first.' },
    CREATED: { description: 'As they were written down (录入顺序).' },
  },
});

/** Which postings. */
@InputType({ description: 'Which postings (岗位筛选); all given conditions must hold.' })
export class PostingFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Work in this region or within it (工作地区).' })
  workRegion?: string | null;
  @Field(() => [PostingStateEnum], { nullable: true, description: 'In one of these states; default OPEN.' })
  states?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this employer (用人单位).' })
  employer?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Title or occupation contains this text (关键词), at most 50 characters. Error reasons: TEXT_EMPTY, TEXT_TOO_LONG.',
  })
  text?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only suitable ones (适合), or only others.' })
  suitable?: boolean | null;
  @Field(() => Fen, { nullable: true, description: 'Highest wage at least this many fen (工资不低于).' })
  wageAtLeast?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Only with housing (包住).' })
  housing?: boolean | null;
}

/** Places for one origin. */
@InputType({ description: 'Places promised to one origin (配额).' })
export class AllocationInput {
  @Field(() => RegionCode, { description: 'The origin (输出地).' })
  origin!: string;
  @Field(() => Int, { description: 'Places, 1 or more.' })
  quota!: number;
}

/** A posting as its employer writes it. */
@InputType({ description: 'A posting as its employer or station writes it down (岗位内容).' })
export class PostingContent {
  @Field(() => String, { description: 'Title (岗位名称), 1 to 200 characters.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Occupation or trade (工种).' })
  occupation?: string | null;
  @Field(() => RegionCode, {
    description: 'Where the work is (工作地区): a city, county, town or resettlement site.',
  })
  workRegion!: string;
  @Field(() => String, { nullable: true, description: 'Address (工作地址), at most 300 characters.' })
  workAddress?: string | null;
  @Field(() => Int, {
    description:
      'Places (招聘人数): a whole number, 1 to 100000. Error: HEADCOUNT; for a word such as 若干, INVALID_VALUE.',
  })
  headcount!: number;
  @Field(() => Fen, { nullable: true, description: 'Lowest wage in fen (最低工资).' })
  wageMin?: number | null;
  @Field(() => Fen, {
    nullable: true,
    description: 'Highest wage in fen (最高工资), not below the lowest. Error: WAGE_RANGE.',
  })
  wageMax?: number | null;
  @Field(() => WagePeriodEnum, { nullable: true, description: 'What the wage is paid for; default MONTH.' })
  wagePeriod?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Labour contract offered (签订劳动合同).' })
  contractOffered?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Social insurance paid (缴纳社会保险).' })
  insuranceOffered?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Housing provided (包住).' })
  housing?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Meals provided (包吃).' })
  meals?: boolean | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Lowest age, 16 to 70. Errors: AGE_BELOW_16, AGE_ABOVE_70.',
  })
  ageMin?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Highest age, 16 to 70, not below the lowest. Error: AGE_MIN_ABOVE_MAX.',
  })
  ageMax?: number | null;
  @Field(() => EducationEnum, { nullable: true, description: 'Schooling asked for (学历要求).' })
  education?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Skills asked for (技能要求), at most 20 of 50 characters.',
  })
  skills?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Other requirements (其他要求), at most 2000 characters. Error: DISCRIMINATORY_REQUIREMENT.',
  })
  requirement?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Training provided (提供培训).' })
  trainingProvided?: boolean | null;
  @Field(() => [AllocationInput], {
    nullable: true,
    description: 'Places promised to origins; their sum at most the headcount. Error: ALLOCATION_TOO_LARGE.',
  })
  allocations?: AllocationInput[] | null;
  @Field(() => LocalDate, {
    description: 'Day on which it expires (有效期至), after today, at most a year ahead.',
  })
  validTo!: string;
}

/** A posting after a change. */
@ObjectType({
  description: 'The posting after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class PostingPayload {
  @Field(() => JobPostingFace, { description: 'The posting.' })
  posting!: JobPostingFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}

/** One item of the stream of opened postings. */
@ObjectType({
  description: 'A posting that was just opened (新岗位), with the position to resume after.',
  simpleResolvers: true,
})
export class PostingPublished {
  @Field(() => JobPostingFace, { description: 'The posting as it was opened.' })
  posting!: JobPostingFace;
  @Field(() => Position, { description: 'Pass this as `after` to go on from here (位置).' })
  position!: string;
}
