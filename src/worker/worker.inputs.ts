import { Field, InputType } from 'type-graphql';
import { EducationEnum } from '#kernel/education.type.js';
import { IdNumber, LocalDate, Phone, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';
import {
  ActivityEnum,
  EmploymentFormEnum,
  LifeStatusEnum,
  ReadingPurposeEnum,
  TagEnum,
  TagSubtypeEnum,
  VerifyMethodEnum,
  WorkAbilityEnum,
  WorkConstraintEnum,
} from './worker-enums.type.js';

@InputType({ description: 'Present work (就业情况).' })
export class EmploymentInput {
  @Field(() => EmploymentFormEnum, { description: 'Form (就业形式).' })
  form!: string;
  @Field(() => RegionCode, { description: 'Where (就业地): any place, no group of regions.' })
  regionCode!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last planned day of seasonal work (季节性务工预计结束日期), from today on within 366 days: on the day after it the work ends by itself, and the person is to be asked anew. null: none; left out: as it was of the same work. Error: WORKS_UNTIL.',
  })
  until?: string | null;
}

@InputType({ description: 'A person to register (登记劳动力).' })
export class RegisterWorkerInput extends WriteInput {
  @Field(() => IdNumber, {
    description:
      'ID number (公民身份号码); sex and birth date come from it. Errors: BAD_CHECK_DIGIT, IMPOSSIBLE_BIRTH_DATE, DEMO_IDENTITY, REAL_IDENTITY (in a demo), WORKER_ALREADY_REGISTERED.',
  })
  idNumber!: string;
  @Field(() => String, { description: 'Name (姓名), 2 to 50 letters. Error: NAME.' })
  name!: string;
  @Field(() => Phone, {
    nullable: true,
    description: 'Mobile number (手机号). Error: REAL_PHONE (in a demo).',
  })
  phone?: string | null;
  @Field(() => RegionCode, {
    description:
      'Region that answers for the person (服务地): county, town, village or resettlement site of your own. Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  serviceRegion!: string;
  @Field(() => RegionCode, { description: 'Household registration (户籍地): county or finer, anywhere.' })
  hukouRegion!: string;
  @Field(() => String, { nullable: true, description: 'Ethnic group (民族), such as 侗族.' })
  ethnicity?: string | null;
  @Field(() => EducationEnum, { description: 'Schooling (文化程度).' })
  education!: string;
  @Field(() => WorkAbilityEnum, { description: 'Ability to work (劳动能力).' })
  workAbility!: string;
  @Field(() => [WorkConstraintEnum], { nullable: true, description: 'What work must respect (就业限制).' })
  constraints?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Skills (技能), at most 20 of 50 characters.' })
  skills?: string[] | null;
  @Field(() => VerifyMethodEnum, {
    nullable: true,
    description: 'How the identity was checked today (实名核验方式); left out: not yet.',
  })
  verifyMethod?: string | null;
  @Field(() => EmploymentInput, { nullable: true, description: 'Present work (就业情况); left out: none.' })
  employment?: EmploymentInput | null;
  @Field(() => ActivityEnum, {
    nullable: true,
    description: 'What keeps out of the labour base; default NONE.',
  })
  activity?: string | null;
}

@InputType({ description: 'A person corrected (更正劳动力信息): what is left out stays as it is.' })
export class CorrectWorkerInput extends CorrectionInput {
  @Field(() => IdNumber, { nullable: true, description: 'ID number; sex and birth date follow it.' })
  idNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'Name (姓名).' })
  name?: string | null;
  @Field(() => Phone, { nullable: true, description: 'Mobile number (手机号); null takes it away.' })
  phone?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Region that answers for the person, of your own.',
  })
  serviceRegion?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Household registration (户籍地).' })
  hukouRegion?: string | null;
  @Field(() => String, { nullable: true, description: 'Ethnic group (民族); null takes it away.' })
  ethnicity?: string | null;
  @Field(() => EducationEnum, { nullable: true, description: 'Schooling (文化程度).' })
  education?: string | null;
  @Field(() => WorkAbilityEnum, { nullable: true, description: 'Ability to work (劳动能力).' })
  workAbility?: string | null;
  @Field(() => [WorkConstraintEnum], { nullable: true, description: 'What work must respect; replaces all.' })
  constraints?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Skills (技能); replaces all.' })
  skills?: string[] | null;
  @Field(() => VerifyMethodEnum, { nullable: true, description: 'How the identity was checked today.' })
  verifyMethod?: string | null;
  @Field(() => EmploymentInput, { nullable: true, description: 'Present work; null: none any more.' })
  employment?: EmploymentInput | null;
  @Field(() => ActivityEnum, { nullable: true, description: 'What keeps out of the labour base.' })
  activity?: string | null;
  @Field(() => LifeStatusEnum, { nullable: true, description: 'Status (人员状态).' })
  lifeStatus?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'In a training class now (培训中).' })
  inTraining?: boolean | null;
}

@InputType({ description: 'A tag for a person (人员标签).' })
export class TagWorkerInput extends IdInput {
  @Field(() => TagEnum, { description: 'Which (标签). Error: TAG_OVERLAPS when carried already.' })
  tag!: string;
  @Field(() => TagSubtypeEnum, {
    nullable: true,
    description: 'Kind of a monitored household; with MONITORED and only then. Error: TAG_SUBTYPE.',
  })
  subtype?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day (生效日期), within a year; default today. Error: TAG_BEGINS.',
  })
  validFrom?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which it no longer holds, within thirty years; default open. Error: TAG_ENDS.',
  })
  validTo?: string | null;
  @Field(() => String, { description: 'Where it is written (认定依据), 1 to 200 characters.' })
  source!: string;
}

@InputType({ description: 'A tag that a person no longer carries (取消标签).' })
export class UntagWorkerInput extends IdInput {
  @Field(() => TagEnum, { description: 'Which (标签). Error: TAG_NOT_CARRIED.' })
  tag!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which it no longer holds; default today. Errors: TAG_ENDS_TOO_EARLY, TAG_ENDS.',
  })
  on?: string | null;
}

@InputType({ description: 'An identity to read in full, and for what (查看完整身份信息).' })
export class RevealIdentityInput extends IdInput {
  @Field(() => ReadingPurposeEnum, { description: 'For what (用途).' })
  purpose!: string;
  @Field(() => String, {
    nullable: true,
    description: 'More about the purpose (说明), at most 500 characters.',
  })
  note?: string | null;
}
