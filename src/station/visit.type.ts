import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position } from '#kernel/scalars.js';
import { WriteInput } from '#kernel/write-input.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { StationFace, WarmHeartServiceEnum } from './station.type.js';

/** A visit. */
@ObjectType('StationVisit', {
  implements: Node,
  description:
    'Somebody came to a warm-heart house (暖心屋来访): for the station, the bureau over it, and the county that serves the person.',
  simpleResolvers: true,
})
export class VisitFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => StationFace, { nullable: true, description: 'Where (服务站).' })
  station?: StationFace | null;
  @Field(() => WorkerFace, {
    nullable: true,
    description:
      'Who came (来访人员), as far as you may see; null: no name was given, or the person is not yours to see any more.',
  })
  worker?: WorkerFace | null;
  @Field(() => LocalDate, { description: 'When (来访日期).' })
  visitedOn!: string;
  @Field(() => WarmHeartServiceEnum, { description: 'For which service (服务类别).' })
  service!: string;
  @Field(() => String, { description: 'What for (来访事由).' })
  purpose!: string;
  @Field(() => String, { description: 'Who helped (接待人).' })
  helper!: string;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const VisitConnection = connectionType('StationVisit', VisitFace, 'visits (来访记录)');

@InputType({ description: 'Which visits (筛选条件); each given narrows, and `totalCount` counts them.' })
export class VisitFilter {
  @Field(() => ID, { nullable: true, description: 'Only at this station (服务站).' })
  station?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only of this worker (来访人员).' })
  worker?: string | null;
  @Field(() => WarmHeartServiceEnum, { nullable: true, description: 'Only for this service (服务类别).' })
  service?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only from this day on (起始日期).' })
  from?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only up to this day, included (截止日期).' })
  to?: string | null;
}

@InputType({ description: 'A visit to a warm-heart house to write down (登记来访).' })
export class RecordVisitInput extends WriteInput {
  @Field(() => ID, { description: 'Where (服务站). Error: STATION_CLOSED.' })
  station!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Who came (来访人员), of those whom the station knows; none: no name was given. Error: WORKER_MERGED.',
  })
  worker?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When (来访日期), within the last year; default: today. Error: VISIT_DAY.',
  })
  visitedOn?: string | null;
  @Field(() => WarmHeartServiceEnum, {
    description: 'For which service (服务类别), of those of the house. Error: NO_WARM_HEART_HOUSE.',
  })
  service!: string;
  @Field(() => String, { description: 'What for (来访事由), 2 to 200 characters.' })
  purpose!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Who helped (接待人), 2 to 50 characters; default: the name of your account.',
  })
  helper?: string | null;
}

/** A visit after it was written down. */
@ObjectType({
  description: 'The visit as it was written down, and a position that contains it.',
  simpleResolvers: true,
})
export class VisitPayload {
  @Field(() => VisitFace, { description: 'The visit.' })
  visit!: VisitFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
