import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { OrganizationFace, Region } from '#party/party.type.js';

const CLAUSES =
  'What was agreed on (条款): at most 30 of 2 to 500 characters. Errors: TOO_MANY_CLAUSES, TEXT_LENGTH.';
const DAYS =
  'today at the latest; it holds for five years at most from its first day. Error: AGREEMENT_DAYS.';

/** An export agreement. */
@ObjectType('ExportAgreement', {
  implements: Node,
  description:
    'A county and a labour company agree to send people point to point to named employers (劳务输出协议). No secret to any side.',
  simpleResolvers: true,
})
export class ExportAgreementFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Region, { description: 'The county that signed (输出地).' })
  origin!: Region;
  @Field(() => Region, { description: 'Where the work is (输入地).' })
  destination!: Region;
  @Field(() => OrganizationFace, { nullable: true, description: 'The labour company (人力资源公司).' })
  company?: OrganizationFace | null;
  @Field(() => [OrganizationFace], { description: 'The employers that it names (用人单位), 1 to 100.' })
  employers!: OrganizationFace[];
  @Field(() => String, { description: 'Number of the agreement (协议编号).' })
  agreementNo!: string;
  @Field(() => LocalDate, { description: 'When it was signed (签订日期).' })
  signedOn!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds (生效日期).' })
  validFrom!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds no more (终止日期).' })
  validTo!: string;
  @Field(() => [String], { description: 'What was agreed on (条款).' })
  clauses!: string[];
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}
export const ExportAgreementConnection = connectionType(
  'ExportAgreement',
  ExportAgreementFace,
  'export agreements (劳务输出协议)',
);

@InputType({ description: 'Which export agreements (筛选条件); each given narrows.' })
export class ExportAgreementFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Only of this origin and all within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Only for work there (输入地).' })
  destination?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this labour company (人力资源公司).' })
  company?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only those that name this employer (用人单位).' })
  employer?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only those that hold on this day (有效日).' })
  holdsOn?: string | null;
}

@InputType({ description: 'An export agreement that was signed (登记劳务输出协议).' })
export class SignExportAgreementInput extends WriteInput {
  @Field(() => ID, {
    description:
      'The labour company (人力资源公司), with a licence that holds. Errors: WRONG_ORGANIZATION, LICENCE_LAPSED.',
  })
  company!: string;
  @Field(() => RegionCode, {
    description:
      'Where the work is (输入地): a province, city or district, and not the own county. Error: DESTINATION_AT_HOME.',
  })
  destination!: string;
  @Field(() => [ID], {
    description: 'To which employers (用人单位), 1 to 100. Errors: EMPLOYERS, WRONG_ORGANIZATION.',
  })
  employers!: string[];
  @Field(() => String, {
    description:
      'Number of the agreement (协议编号), 1 to 100 characters, once a county. Errors: WORD_LENGTH, EXPORT_AGREEMENT_EXISTS.',
  })
  agreementNo!: string;
  @Field(() => LocalDate, { description: `When it was signed (签订日期): ${DAYS}` })
  signedOn!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds (生效日期).' })
  validFrom!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds no more (终止日期).' })
  validTo!: string;
  @Field(() => [String], { nullable: true, description: CLAUSES })
  clauses?: string[] | null;
}

@InputType({ description: 'An export agreement that ends before its day (终止劳务输出协议).' })
export class EndExportAgreementInput extends IdInput {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which it holds no more (终止日期), within its days; default today. Error: AGREEMENT_DAYS.',
  })
  endsOn?: string | null;
}

@ObjectType({
  description: 'The export agreement after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ExportAgreementPayload {
  @Field(() => ExportAgreementFace, { description: 'The agreement.' })
  exportAgreement!: ExportAgreementFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
