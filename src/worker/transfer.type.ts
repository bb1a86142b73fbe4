import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { TRANSFER_STATES } from './transfer-request.entity.js';
import { WorkerFace } from './worker.type.js';

export const TransferStateEnum = enumOf(TRANSFER_STATES);
registerEnumType(TransferStateEnum, {
  name: 'TransferState',
  description: 'State of a transfer request (转移申请状态).',
  valuesConfig: {
    REQUESTED: { description: 'Not answered yet (待答复).' },
    ACCEPTED: { description: 'The person was handed on (已同意).' },
    REFUSED: { description: 'The person stays (已拒绝).' },
    WITHDRAWN: { description: 'Taken back by who asked (已撤回).' },
    LAPSED: { description: 'The person was handed on to somebody else (已失效).' },
  },
});

/** One county asks another for a person. */
@ObjectType('TransferRequest', {
  implements: Node,
  description:
    'One county asks another to hand on a person (转移申请). Who asks learns that the request was sent, neither who nor where, until the person is its own.',
  simpleResolvers: true,
})
export class TransferRequestFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Boolean, { description: 'Asked by the own county (本县发出)?' })
  outgoing!: boolean;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'Who (劳动力); null for who asks, until the person is its own.',
  })
  worker?: WorkerFace | null;
  @Field(() => Region, { description: 'Where the person is to be answered for (拟服务地).' })
  serviceRegion!: Region;
  @Field(() => OrganizationFace, { description: 'Who asks (申请单位).' })
  askedBy!: OrganizationFace;
  @Field(() => String, { description: 'Why (原因).' })
  reason!: string;
  @Field(() => TransferStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => String, { nullable: true, description: 'What was answered, or why it was taken back (答复).' })
  answer?: string | null;
  @Field(() => DateTime, { description: 'When asked (申请时间).' })
  askedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it ended (答复时间).' })
  answeredAt?: Date | null;
}

export const TransferRequestConnection = connectionType(
  'TransferRequest',
  TransferRequestFace,
  'transfer requests (转移申请)',
);

/** Which transfer requests leave as a file. */
@InputType({
  description:
    'Which transfer requests leave as a file (导出转移申请, /export/transfer-requests.csv), as transferRequests is asked.',
})
export class TransferRequestsFilter {
  @Field(() => [TransferStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: string[] | null;
}

/** A transfer request after a change. */
@ObjectType({
  description: 'The transfer request after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class TransferRequestPayload {
  @Field(() => TransferRequestFace, { description: 'The transfer request.' })
  transferRequest!: TransferRequestFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
