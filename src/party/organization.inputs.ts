import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Position, RegionCode, UnifiedSocialCreditCode } from '#kernel/scalars.js';
import { CorrectionInput, WriteInput } from '#kernel/write-input.type.js';
import { OrganizationFace, OrganizationTypeEnum } from './party.type.js';

const NAME =
  'Name (名称), 2 to 200 characters. Errors: TEXT_LENGTH; ORGANIZATION_EXISTS where a body of this type and name stands in the region; of employers and labour companies: in the city. Width of brackets and blanks make no other name.';
const PARENT =
  'The body above it (上级机构), which stands and answers for its region. Error: PARENT_ORGANIZATION.';
const CODE = 'Unified social credit code (统一社会信用代码). Error: ORGANIZATION_ALREADY_REGISTERED.';

@InputType({ description: 'A body to write down (登记机构).' })
export class RegisterOrganizationInput extends WriteInput {
  @Field(() => OrganizationTypeEnum, { description: 'Kind (机构类型). Error: ORGANIZATION_TYPE.' })
  type!: string;
  @Field(() => String, { description: NAME })
  name!: string;
  @Field(() => RegionCode, {
    description:
      'Where it is, or what it answers for (区划), within your own region. Errors: NOT_YOUR_SIDE, ORGANIZATION_LEVEL.',
  })
  region!: string;
  @Field(() => UnifiedSocialCreditCode, { nullable: true, description: CODE })
  uscc?: string | null;
  @Field(() => ID, { nullable: true, description: PARENT })
  parent?: string | null;
}

@InputType({
  description:
    'What a body is called, and what is above it (更正机构); what is left out stays, null takes away.',
})
export class CorrectOrganizationInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: NAME })
  name?: string | null;
  @Field(() => UnifiedSocialCreditCode, { nullable: true, description: CODE })
  uscc?: string | null;
  @Field(() => ID, { nullable: true, description: PARENT })
  parent?: string | null;
}

@ObjectType({
  description: 'The organization after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class OrganizationPayload {
  @Field(() => OrganizationFace, { description: 'The organization.' })
  organization!: OrganizationFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
