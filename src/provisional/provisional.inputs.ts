import { Field, InputType, Int } from 'type-graphql';
import { EducationEnum } from '#kernel/education.type.js';
import { IdNumber, Phone, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { VerifyMethodEnum, WorkAbilityEnum } from '#worker/worker-enums.type.js';

@InputType({ description: 'Somebody of whom no record can be made yet (临时登记).' })
export class RegisterProvisionalPersonInput extends WriteInput {
  @Field(() => String, { description: 'Name (姓名), 2 to 50 letters. Error: NAME.' })
  name!: string;
  @Field(() => Phone, {
    nullable: true,
    description: 'Mobile number (手机号). Error: REAL_PHONE (in a demo).',
  })
  phone?: string | null;
  @Field(() => IdNumber, {
    nullable: true,
    description:
      'ID number (公民身份号码), where the person has one at hand and no county is known to have registered it. Errors: DEMO_IDENTITY, REAL_IDENTITY (in a demo).',
  })
  idNumber?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description:
      'Which place is to answer for the person (拟服务地): county or finer; of a county its own. Default: the county where the ID number was issued. Errors: ORIGIN_UNKNOWN, REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  serviceRegion?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Sex (性别), GB/T 2261.1: 1 male, 2 female. Error: SEX_CODE.',
  })
  sexCode?: number | null;
  @Field(() => Int, { nullable: true, description: 'Year of birth (出生年份). Error: BIRTH_YEAR.' })
  birthYear?: number | null;
  @Field(() => String, {
    description: 'Why there is no record yet (原因), 2 to 200 characters. Error: TEXT_LENGTH.',
  })
  why!: string;
}

@InputType({ description: 'That somebody whom a station met is the county’s own (确认临时登记).' })
export class ConfirmProvisionalPersonInput extends IdInput {
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Which place answers for the person (服务地); default: as proposed. Error: NOT_YOUR_SIDE.',
  })
  serviceRegion?: string | null;
}

@InputType({
  description:
    'What was missing of a provisional person (补全临时登记); what is left out is as it was written down.',
})
export class CompleteProvisionalPersonInput extends IdInput {
  @Field(() => IdNumber, {
    nullable: true,
    description:
      'ID number (公民身份号码). Of one of your own people: the registration is linked to that record, and nothing else is read. Errors: ID_NUMBER_MISSING, WORKER_ALREADY_REGISTERED, and those of registerWorker.',
  })
  idNumber?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Name as on the card (姓名); default: as it was written down. Error: NAME_DIFFERS, where the record that you have of the number bears another one.',
  })
  name?: string | null;
  @Field(() => Phone, { nullable: true, description: 'Mobile number (手机号); null: none.' })
  phone?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Which place answers for the person (服务地). Error: NOT_YOUR_SIDE.',
  })
  serviceRegion?: string | null;
  @Field(() => RegionCode, { description: 'Household registration (户籍地): county or finer, anywhere.' })
  hukouRegion!: string;
  @Field(() => EducationEnum, { description: 'Schooling (文化程度).' })
  education!: string;
  @Field(() => WorkAbilityEnum, { description: 'Ability to work (劳动能力).' })
  workAbility!: string;
  @Field(() => VerifyMethodEnum, {
    nullable: true,
    description: 'How the identity was checked today (实名核验方式); left out: not yet.',
  })
  verifyMethod?: string | null;
}
