import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EducationEnum } from '#kernel/education.type.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, IdNumber, LocalDate, Phone, Position } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import {
  ActivityEnum,
  EmploymentFormEnum,
  LifeStatusEnum,
  TagEnum,
  TagSubtypeEnum,
  VerifyMethodEnum,
  WorkAbilityEnum,
  WorkConstraintEnum,
} from './worker-enums.type.js';

/** Present work. */
@ObjectType({ description: 'Present work of a person (就业情况).', simpleResolvers: true })
export class Employment {
  @Field(() => EmploymentFormEnum, { description: 'Form (就业形式).' })
  form!: string;
  @Field(() => Region, { description: 'Where (就业地).' })
  region!: Region;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last planned day of seasonal work (预计结束日期); null: none is known.',
  })
  until?: string | null;
}

/** A tag with its days. */
@ObjectType({ description: 'A tag that a person carries for a time (人员标签).', simpleResolvers: true })
export class WorkerTagRecord {
  @Field(() => TagEnum, { description: 'Which (标签).' })
  tag!: string;
  @Field(() => TagSubtypeEnum, { nullable: true, description: 'Kind of a monitored household (监测类型).' })
  subtype?: string | null;
  @Field(() => LocalDate, { description: 'First day (生效日期).' })
  validFrom!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which it no longer holds; null: open.',
  })
  validTo?: string | null;
  @Field(() => String, { description: 'Where it is written (认定依据).' })
  source!: string;
}

/** A person. */
@ObjectType('Worker', {
  implements: Node,
  description:
    'A worker (劳动力). How much of the person is shown depends on who asks, and when: the county all, the station in full after check-in, the employer after the offer was accepted; what is not shown is null or masked.',
  simpleResolvers: true,
})
export class WorkerFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'The id by which the person was asked for, where that record was merged into this one (已并入本档案的原编号); null otherwise.',
  })
  mergedFrom?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Name (姓名), in full or as 姓**. Like idNumberMasked and phone null with the error IDENTITY_UNREADABLE (IDENTITY_KEY_MISSING: its key is not here) where what is kept sealed cannot be opened; the rest of a page comes.',
  })
  name?: string | null;
  @Field(() => Int, { description: 'Sex by GB/T 2261.1 (性别): 1 male, 2 female.' })
  sexCode!: number;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Birth date (出生日期); null where only the band is shown.',
  })
  birthDate?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Age band today (年龄段), such as 25-29; 0-15 and 65+ are open.',
  })
  ageBand?: string | null;
  @Field(() => String, { nullable: true, description: 'ID number, first and last four (身份证号，掩码).' })
  idNumberMasked?: string | null;
  @Field(() => Phone, { nullable: true, description: 'Mobile number (手机号).' })
  phone?: string | null;
  @Field(() => Region, { description: 'Household registration (户籍地); for destinations only the county.' })
  hukou!: Region;
  @Field(() => Region, {
    description: 'Region that answers for the person (服务地); for destinations only the county.',
  })
  serviceRegion!: Region;
  @Field(() => EducationEnum, { description: 'Schooling (文化程度).' })
  education!: string;
  @Field(() => [String], { description: 'Skills (技能).' })
  skills!: string[];
  @Field(() => [WorkConstraintEnum], {
    nullable: true,
    description:
      'What work must respect (就业限制); an employer reads it before an offer is accepted, where the person agrees (see consents).',
  })
  constraints?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Of the target population today (是否帮扶对象)? Never shown to employers.',
  })
  target?: boolean | null;
  @Field(() => [TagEnum], { nullable: true, description: 'Tags carried today (标签); county only.' })
  tags?: string[] | null;
  @Field(() => [WorkerTagRecord], {
    nullable: true,
    description: 'All tags with their days (标签记录); only the county that answers for the person.',
  })
  tagRecords?: WorkerTagRecord[] | null;
  @Field(() => Employment, {
    nullable: true,
    description:
      'Present work (就业情况): county all, station within its city, employer the job of its own verified arrival; null: none, or not shown.',
  })
  employment?: Employment | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day after seasonal work that ended as planned (季节性务工结束日): to be asked anew within 7 days; null once there is work again. County only.',
  })
  seasonEndedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Ethnic group (民族); county only.' })
  ethnicity?: string | null;
  @Field(() => WorkAbilityEnum, { nullable: true, description: 'Ability to work (劳动能力); county only.' })
  workAbility?: string | null;
  @Field(() => LifeStatusEnum, { nullable: true, description: 'Status (人员状态); county only.' })
  lifeStatus?: string | null;
  @Field(() => ActivityEnum, {
    nullable: true,
    description: 'What keeps out of the labour base (当前状况); county only.',
  })
  activity?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'In a training class now (培训中)? County only.' })
  inTraining?: boolean | null;
  @Field(() => VerifyMethodEnum, {
    nullable: true,
    description: 'How the identity was checked; county only.',
  })
  verifyMethod?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'When it was checked (实名核验日期); county only.' })
  realNameVerifiedOn?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When registered (登记时间); county only.' })
  registeredAt?: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Version, for corrections: pass it back to be told of a change meanwhile; county only.',
  })
  version?: number | null;
  @Field(() => Boolean, { description: 'Invented for the demo world (虚构): no such person exists.' })
  invented!: boolean;
}

export const WorkerConnection = connectionType('Worker', WorkerFace, 'workers (劳动力)');

/** A worker after a change. */
@ObjectType({
  description: 'The worker after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class WorkerPayload {
  @Field(() => WorkerFace, { description: 'The worker.' })
  worker!: WorkerFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}

/** An identity in full, once. */
@ObjectType({
  description: 'An identity in full (完整身份信息), as the answer of one journaled reading.',
  simpleResolvers: true,
})
export class RevealedIdentityPayload {
  @Field(() => IdNumber, { description: 'ID number (公民身份号码).' })
  idNumber!: string;
  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;
  @Field(() => Phone, { nullable: true, description: 'Mobile number (手机号); null when none is known.' })
  phone?: string | null;
  @Field(() => Position, { description: 'A position (位置) that contains the reading.' })
  position!: string;
}
