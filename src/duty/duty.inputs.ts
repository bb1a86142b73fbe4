import { Field, ID, InputType } from 'type-graphql';
import { RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, ReasonInput, WriteInput } from '#kernel/write-input.type.js';
import { OfficerKindEnum } from './officer.type.js';

const REASON = 'The reason (原因), 2 to 500 characters.';
const REGION =
  'A town, village or resettlement site of your own (负责区划). Errors: ONE_AREA, REGION_OF_ANOTHER_LEVEL.';
const BUILDING = 'A building of your own (负责楼栋). Error: ONE_AREA.';
const OFFICER =
  'The officer (责任人). Errors: OFFICER_RELIEVED, OFFICER_OF_ANOTHER_COUNTY, ALREADY_RESPONSIBLE.';

@InputType({ description: 'An officer to register (登记责任人).' })
export class RegisterOfficerInput extends WriteInput {
  @Field(() => String, { description: 'Name (姓名), 2 to 50 characters.' })
  name!: string;
  @Field(() => OfficerKindEnum, { description: 'What (类别).' })
  kind!: string;
  @Field(() => RegionCode, {
    description:
      'Where the officer belongs (所属区划): your county or a place in it. Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  region!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Handle of the account by which the officer signs in (账号), of an organization of your county. Error: OFFICER_ACCOUNT_TAKEN.',
  })
  account?: string | null;
}

@InputType({
  description:
    'What is written of an officer now (更正责任人); what is left out stays. Error: OFFICER_RELIEVED.',
})
export class CorrectOfficerInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: 'Name (姓名), 2 to 50 characters.' })
  name?: string | null;
  @Field(() => OfficerKindEnum, { nullable: true, description: 'What (类别).' })
  kind?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Handle of the account by which the officer signs in (账号), of an organization of your county; null: none any more. Error: OFFICER_ACCOUNT_TAKEN.',
  })
  account?: string | null;
}

@InputType({ description: 'Who is responsible for an area (指定区域责任人).' })
export class AssignAreaInput extends WriteInput {
  @Field(() => ID, { description: OFFICER })
  officer!: string;
  @Field(() => RegionCode, { nullable: true, description: REGION })
  region?: string | null;
  @Field(() => ID, { nullable: true, description: BUILDING })
  building?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `${REASON} Required where somebody has the area already. Error: REASON.`,
  })
  reason?: string | null;
}

@InputType({ description: 'An area without an officer of its own (撤销区域责任人).' })
export class RelieveAreaInput extends WriteInput {
  @Field(() => RegionCode, { nullable: true, description: `${REGION} Error: NOBODY_RESPONSIBLE.` })
  region?: string | null;
  @Field(() => ID, { nullable: true, description: `${BUILDING} Error: NOBODY_RESPONSIBLE.` })
  building?: string | null;
  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: 'A person handed over to an officer (移交服务对象).' })
export class HandOverWorkerInput extends WriteInput {
  @Field(() => ID, { description: 'Whom (人员).' })
  worker!: string;
  @Field(() => ID, { description: OFFICER })
  officer!: string;
  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: 'A person given back to the area (退回服务对象).' })
export class HandBackWorkerInput extends WriteInput {
  @Field(() => ID, { description: 'Whom (人员). Error: NOBODY_RESPONSIBLE.' })
  worker!: string;
  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: 'An officer who leaves office (责任人卸任).' })
export class RelieveOfficerInput extends ReasonInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Who follows in everything (接任者). Errors: SUCCESSOR_ITSELF, OFFICER_RELIEVED, OFFICER_OF_ANOTHER_COUNTY.',
  })
  successor?: string | null;
}
