import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { Fen, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { WriteInput } from '#kernel/write-input.type.js';
import { OrganizationFace, Region } from '#party/party.type.js';

/** An entrustment. */
@ObjectType('TrainingEntrustment', {
  implements: Node,
  description: 'A county commissions a provider to train people (培训委托书). No secret to any side.',
  simpleResolvers: true,
})
export class TrainingEntrustmentFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Region, { description: 'The county that entrusts (委托县).' })
  origin!: Region;
  @Field(() => OrganizationFace, { nullable: true, description: 'Who trains (培训机构).' })
  provider?: OrganizationFace | null;
  @Field(() => String, { description: 'Number of the paper (编号).' })
  entrustmentNo!: string;
  @Field(() => String, { description: 'What is taught (培训工种).' })
  occupation!: string;
  @Field(() => Int, { description: 'How many persons (人数) are to be trained.' })
  persons!: number;
  @Field(() => Fen, { nullable: true, description: 'What it costs, in fen (费用); null: not said.' })
  cost?: number | null;
  @Field(() => LocalDate, { description: 'When it was issued (委托日期).' })
  issuedOn!: string;
  @Field(() => LocalDate, { description: 'First day of the training (开始日期).' })
  fromOn!: string;
  @Field(() => LocalDate, { description: 'Last day of the training (结束日期).' })
  toOn!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it was taken back (撤销日期); null: it stands.',
  })
  cancelledOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was taken back (撤销原因).' })
  cancelledBecause?: string | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}
export const TrainingEntrustmentConnection = connectionType(
  'TrainingEntrustment',
  TrainingEntrustmentFace,
  'training entrustments (培训委托书)',
);

@InputType({ description: 'Which entrustments (筛选条件); each given narrows.' })
export class TrainingEntrustmentFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Only of this county or region (委托县).' })
  origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only to this provider (培训机构).' })
  provider?: string | null;
  @Field(() => Int, { nullable: true, description: 'Only issued in this year (年度).' })
  year?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those taken back, or only those that stand (已撤销).',
  })
  cancelled?: boolean | null;
}

@InputType({ description: 'An entrustment to issue (出具培训委托书).' })
export class IssueTrainingEntrustmentInput extends WriteInput {
  @Field(() => ID, { description: 'Who trains (培训机构). Error: WRONG_ORGANIZATION.' })
  provider!: string;
  @Field(() => String, {
    description:
      'Number of the paper (编号), 1 to 100 characters, once a county. Errors: WORD_LENGTH, ENTRUSTMENT_EXISTS.',
  })
  entrustmentNo!: string;
  @Field(() => String, { description: 'What is taught (培训工种), 1 to 50 characters. Error: WORD_LENGTH.' })
  occupation!: string;
  @Field(() => Int, { description: 'How many persons (人数), 1 to 100000. Error: OUT_OF_BOUNDS.' })
  persons!: number;
  @Field(() => Fen, { nullable: true, description: 'What it costs, in fen (费用). Error: OUT_OF_BOUNDS.' })
  cost?: number | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it was issued (委托日期), today at the latest; default today. Error: TRAINING_DAYS.',
  })
  issuedOn?: string | null;
  @Field(() => LocalDate, {
    description:
      'First day of the training (开始日期), within 366 days from when it was issued. Error: TRAINING_DAYS.',
  })
  fromOn!: string;
  @Field(() => LocalDate, {
    description: 'Last day of the training (结束日期), within 366 days. Error: TRAINING_DAYS.',
  })
  toOn!: string;
}

@ObjectType({
  description: 'The entrustment after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class TrainingEntrustmentPayload {
  @Field(() => TrainingEntrustmentFace, { description: 'The entrustment.' })
  trainingEntrustment!: TrainingEntrustmentFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
