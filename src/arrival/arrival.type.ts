import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { JobPostingFace } from '#posting/posting.type.js';
import { DispatchOrderFace } from '#trip/dispatch.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { ARRIVAL_STATES } from './arrival.entity.js';

export const ArrivalStateEnum = enumOf(ARRIVAL_STATES);
registerEnumType(ArrivalStateEnum, {
  name: 'ArrivalState',
  description: 'State of an arrival (到岗状态). Only VERIFIED counts.',
  valuesConfig: {
    EXPECTED: { description: 'Cleared to come (待到达).' },
    IN_CITY: { description: 'Received by the station; provisional (已入城).' },
    ON_POST: { description: 'The employer returned the receipt (已到岗，待核验).' },
    VERIFIED: { description: 'The station verified the receipt: an arrival (已核验).' },
    NO_SHOW: { description: 'Did not come (未到).' },
    REFUSED: { description: 'Not taken by the employer (用人单位拒收).' },
    WITHDREW: { description: 'Did not want the post any more (本人放弃).' },
    REASSIGNED: { description: 'Given another post (已转岗).' },
    RETURNED: { description: 'Went home (已返回).' },
  },
});

/** One dispatched worker's coming to the post. */
@ObjectType('Arrival', {
  implements: Node,
  description:
    'An arrival (到岗): received by the station, receipted by the employer, verified by the station.',
  simpleResolvers: true,
})
export class ArrivalFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => DispatchOrderFace, { nullable: true, description: 'The dispatch order (派遣单).' })
  dispatch?: DispatchOrderFace | null;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'The worker (劳动力); null when the person is not, or no longer, yours to see.',
  })
  worker?: WorkerFace | null;
  @Field(() => JobPostingFace, { nullable: true, description: 'The posting (岗位).' })
  posting?: JobPostingFace | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'The employer (用人单位).' })
  employer?: OrganizationFace | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'The station that checked in (接收服务站).' })
  station?: OrganizationFace | null;
  @Field(() => Region, { description: 'The county that the worker comes from (输出县).' })
  origin!: Region;
  @Field(() => Region, { description: 'Where the work is (输入地).' })
  destination!: Region;
  @Field(() => String, { nullable: true, description: 'Occupation or trade (工种).' })
  occupation?: string | null;
  @Field(() => ArrivalStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => LocalDate, {
    description: 'Planned day of departure, from which on it is expected (预计日期).',
  })
  expectedOn!: string;
  @Field(() => DateTime, { nullable: true, description: 'When the station received the worker (入城时间).' })
  inCityAt?: Date | null;
  @Field(() => LocalDate, { nullable: true, description: 'First day at work, by the receipt (到岗日期).' })
  onPostOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the employer’s receipt (回执编号).' })
  receiptNo?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the station verified it (核验时间).' })
  verifiedAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'The station’s note (备注); null for employers.' })
  note?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Why it came to nothing in the city (原因): the employer’s refusal or the worker’s withdrawal; null for employers.',
  })
  stateReason?: string | null;
  @Field(() => ArrivalFace, {
    nullable: true,
    description:
      'The arrival at the other post (转岗后到岗记录); null unless REASSIGNED, and when it is not yours to see.',
  })
  reassignedTo?: ArrivalFace | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const ArrivalConnection = connectionType('Arrival', ArrivalFace, 'arrivals (到岗)');

/** Which arrivals. */
@InputType({ description: 'Which arrivals (到岗筛选); all given conditions must hold.' })
export class ArrivalFilter {
  @Field(() => [ArrivalStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this worker (劳动力).' })
  worker?: string | null;
  @Field(() => ID, { nullable: true, description: 'At this employer (用人单位).' })
  employer?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Workers of this origin or within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Work in this region or within it (输入地).' })
  destination?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Expected on this day or later.' })
  expectedFrom?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Expected on this day or earlier.' })
  expectedTo?: string | null;
}

/** An arrival after a change. */
@ObjectType({
  description: 'The arrival after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ArrivalPayload {
  @Field(() => ArrivalFace, { description: 'The arrival.' })
  arrival!: ArrivalFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
