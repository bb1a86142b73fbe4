import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { DUPLICATE_STATES } from './possible-duplicate.entity.js';
import { WorkerFace } from './worker.type.js';

export const DuplicateStateEnum = enumOf(DUPLICATE_STATES);
registerEnumType(DuplicateStateEnum, {
  name: 'DuplicateState',
  description: 'What became of a pair (疑似重复状态).',
  valuesConfig: {
    OPEN: { description: 'Nobody has said yet (待核实).' },
    LAPSED: { description: 'After a correction they are alike no more (已不再相似).' },
    NOT_THE_SAME: { description: 'Two people (不是同一人); remembered.' },
    MERGED: { description: 'One person, and one record now (已合并).' },
  },
});

/** Two records that may be of one person. */
@ObjectType('PossibleDuplicate', {
  implements: Node,
  description:
    'Two records with different ID numbers that may be of one person (疑似重复); the counties that answer for them alone. Of a person of another county nothing is told but that it is another’s.',
  simpleResolvers: true,
})
export class PossibleDuplicateFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, { nullable: true, description: 'The one, of the own county (本县人员).' })
  worker?: WorkerFace | null;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'The other (另一份档案); null where it is another county’s.',
  })
  other?: WorkerFace | null;
  @Field(() => Boolean, { description: 'Is the other record another county’s (另一份在他县)?' })
  elsewhere!: boolean;
  @Field(() => Boolean, { description: 'The same telephone, and the same sex (同一手机号)?' })
  samePhone!: boolean;
  @Field(() => Boolean, { description: 'The same name and birth date (同名同生日)?' })
  sameNameAndBirth!: boolean;
  @Field(() => DuplicateStateEnum, {
    description: 'What became of it (状态); NOT_THE_SAME as soon as the own county has said so.',
  })
  state!: string;
  @Field(() => String, { nullable: true, description: 'Why (理由), in the own county’s words.' })
  reason?: string | null;
  @Field(() => DateTime, { description: 'When found (发现时间).' })
  foundAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When decided by all sides (结论时间).' })
  decidedAt?: Date | null;
}

export const PossibleDuplicateConnection = connectionType(
  'PossibleDuplicate',
  PossibleDuplicateFace,
  'possible duplicates (疑似重复)',
);

/** A pair after a verdict. */
@ObjectType({
  description: 'The pair after the verdict, and a position that contains it.',
  simpleResolvers: true,
})
export class PossibleDuplicatePayload {
  @Field(() => PossibleDuplicateFace, { description: 'The pair.' })
  possibleDuplicate!: PossibleDuplicateFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
