import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Position, RegionCode } from '#kernel/scalars.js';
import { ArrivalFace } from './arrival.type.js';

/** Which arrivals to be told of. */
@InputType({
  description: 'Which verified arrivals to be told of (到岗订阅筛选); all given conditions must hold.',
})
export class WorkerArrivedFilter {
  @Field(() => RegionCode, { nullable: true, description: 'From this origin or within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'To this destination or within it (输入地).' })
  destination?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this employer (用人单位).' })
  employer?: string | null;
}

/** One item of the stream of verified arrivals. */
@ObjectType({
  description: 'A worker’s arrival that was just verified (核验到岗), with the position to resume after.',
  simpleResolvers: true,
})
export class WorkerArrived {
  @Field(() => ArrivalFace, { description: 'The arrival as it was verified.' })
  arrival!: ArrivalFace;
  @Field(() => Position, { description: 'Pass this as `after` to go on from here (位置).' })
  position!: string;
}
