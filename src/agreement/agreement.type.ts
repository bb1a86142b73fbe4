import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, WriteInput } from '#kernel/write-input.type.js';
import { PairingFace } from '#party/party.type.js';
import { AGREEMENT_LEVELS } from './cooperation-agreement.entity.js';

export const AgreementLevelEnum = enumOf(AGREEMENT_LEVELS);
registerEnumType(AgreementLevelEnum, {
  name: 'AgreementLevel',
  description: 'On which level an agreement was signed (协议层级).',
  valuesConfig: {
    PREFECTURE: { description: 'Between prefectures or cities (市州级).' },
    COUNTY: { description: 'Between counties or districts (县区级).' },
  },
});

const SIGNED =
  'When it was signed (签订日期): in its year or the one before, today at the latest. Error: SIGNING_DAY.';
const PARTIES =
  'Who signed (签约方): 2 to 10, each once, at most 100 characters. Errors: PARTIES, WORD_LENGTH.';
const REF = 'Number of the document (文号), 1 to 100 characters. Error: WORD_LENGTH.';
const CLAUSES =
  'What was agreed on (条款): at most 30 of 2 to 500 characters. Errors: TOO_MANY_CLAUSES, TEXT_LENGTH.';

/** An agreement. */
@ObjectType('CooperationAgreement', {
  implements: Node,
  description: 'What the two sides of a pairing agreed on for a year (劳务协作协议). No secret to any side.',
  simpleResolvers: true,
})
export class AgreementFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => PairingFace, { nullable: true, description: 'Whose agreement it is (结对关系).' })
  pairing?: PairingFace | null;
  @Field(() => Int, { description: 'For which year (年度).' })
  year!: number;
  @Field(() => AgreementLevelEnum, { description: 'Level (层级).' })
  level!: string;
  @Field(() => LocalDate, { description: 'When it was signed (签订日期).' })
  signedOn!: string;
  @Field(() => [String], { description: 'Who signed (签约方).' })
  parties!: string[];
  @Field(() => String, { description: 'Number of the document (文号).' })
  documentRef!: string;
  @Field(() => [String], {
    description: 'What was agreed on (条款); none: they stand in the document alone.',
  })
  clauses!: string[];
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const AgreementConnection = connectionType(
  'CooperationAgreement',
  AgreementFace,
  'agreements (劳务协作协议)',
);

@InputType({ description: 'Which agreements (筛选条件); each given narrows.' })
export class CooperationAgreementFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Only of this origin and all within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Only of this destination and all within it (输入地).',
  })
  destination?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this pairing (结对关系).' })
  pairing?: string | null;
  @Field(() => Int, { nullable: true, description: 'Only for this year (年度).' })
  year?: number | null;
  @Field(() => AgreementLevelEnum, { nullable: true, description: 'Only of this level (层级).' })
  level?: string | null;
}

@InputType({ description: 'An agreement that was signed (登记劳务协作协议).' })
export class SignCooperationAgreementInput extends WriteInput {
  @Field(() => ID, { description: 'Whose agreement it is (结对关系). Error: AGREEMENT_EXISTS.' })
  pairing!: string;
  @Field(() => Int, {
    description: 'For which year (年度), in which the pairing holds. Error: AGREEMENT_YEAR.',
  })
  year!: number;
  @Field(() => AgreementLevelEnum, { description: 'Level (层级).' })
  level!: string;
  @Field(() => LocalDate, { description: SIGNED })
  signedOn!: string;
  @Field(() => [String], { description: PARTIES })
  parties!: string[];
  @Field(() => String, { description: REF })
  documentRef!: string;
  @Field(() => [String], { nullable: true, description: CLAUSES })
  clauses?: string[] | null;
}

@InputType({ description: 'What an agreement says (更正劳务协作协议); what is left out stays.' })
export class CorrectCooperationAgreementInput extends CorrectionInput {
  @Field(() => LocalDate, { nullable: true, description: SIGNED })
  signedOn?: string | null;
  @Field(() => [String], { nullable: true, description: PARTIES })
  parties?: string[] | null;
  @Field(() => String, { nullable: true, description: REF })
  documentRef?: string | null;
  @Field(() => [String], { nullable: true, description: CLAUSES })
  clauses?: string[] | null;
}

/** An agreement after a change. */
@ObjectType({
  description: 'The agreement after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class CooperationAgreementPayload {
  @Field(() => AgreementFace, { description: 'The agreement.' })
  cooperationAgreement!: AgreementFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
