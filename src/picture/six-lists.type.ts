import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { BarrierEnum } from '#willingness/willingness.type.js';
import { TagEnum } from '#worker/worker-enums.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { LISTED_FOR, SIX_LISTS } from './six-lists.rules.js';
import { SIX_LIST_ORDERS } from './six-lists.js';

export const SixListEnum = enumOf(SIX_LISTS);
registerEnumType(SixListEnum, {
  name: 'SixList',
  description:
    'One of the first five of the six lists (六个清单), or a group that is told apart beside them. All are of the labour base, and they overlap by design. The sixth, of returnees, is a field of its own.',
  valuesConfig: {
    LABORERS: { description: '1 · Labourers whose identity was checked (劳动力实名清单).' },
    LABORERS_UNVERIFIED: { description: 'Beside 1 · Labourers whose identity was not checked yet (未实名).' },
    IN_HARDSHIP: {
      description:
        '2 · Of list 1 who carry a tag of the target population or are hard to employ (困难劳动力实名清单).',
    },
    IN_HARDSHIP_EMPLOYED: { description: '3 · Of list 2 who have work (困难劳动力就业人员清单).' },
    UNEMPLOYED: {
      description: '4 · Without work, want some, and can begin within 14 days (失业人员清单).',
    },
    UNEMPLOYED_WITHOUT_INTENT: {
      description: 'Beside 4 · Without work, and want none or were not asked (未就业无意愿).',
    },
    WILLING_TO_GO_OUT: {
      description: '5 · Want to go out for work and are not on the way (有意愿外出务工人员清单).',
    },
    BARRIER_WILLINGNESS: { description: 'Barrier group · Without work, does not want to (不愿干).' },
    BARRIER_SKILL: { description: 'Barrier group · Without work, does not know how (不会干).' },
    BARRIER_ABILITY: { description: 'Barrier group · Without work, is not able to (不能干).' },
  },
});

export const ListedForEnum = enumOf(LISTED_FOR);
registerEnumType(ListedForEnum, {
  name: 'ListedFor',
  description: 'Why somebody is on a list (列入原因); all that are given hold together.',
  valuesConfig: {
    VERIFIED: { description: 'The identity was checked (已实名).' },
    UNVERIFIED: { description: 'The identity was not checked yet (未实名).' },
    POVERTY_ALLEVIATED: { description: 'Of a household lifted out of poverty (脱贫劳动力).' },
    MONITORED: { description: 'Monitored against falling back (防止返贫监测对象).' },
    PREVENTION_TARGET: { description: 'Target of regular assistance (防止返贫致贫对象).' },
    HARD_TO_EMPLOY: { description: 'Hard to employ (就业困难人员).' },
    EMPLOYED: { description: 'Has work (已就业).' },
    NOT_EMPLOYED: { description: 'Has no work (未就业).' },
    WANTS_WORK: { description: 'Wants work, by a confirmed wish (有就业意愿).' },
    AVAILABLE: { description: 'Can begin within 14 days (14 日内可上岗).' },
    WISH_UNKNOWN: { description: 'No wish is known: not asked, or too long ago (意愿未摸排或已过期).' },
    WANTS_NO_WORK: { description: 'Was asked and wants none (无就业意愿).' },
    WANTS_TO_GO_OUT: { description: 'Wants to go out for work (有外出务工意愿).' },
    BARRIER_WILLINGNESS: { description: 'Does not want to (不愿干).' },
    BARRIER_SKILL: { description: 'Does not know how (不会干).' },
    BARRIER_ABILITY: { description: 'Is not able to (不能干).' },
  },
});

export const SixListOrderEnum = enumOf(SIX_LIST_ORDERS);
registerEnumType(SixListOrderEnum, {
  name: 'SixListOrder',
  description: 'How a list is sorted (排序).',
  valuesConfig: {
    PLACE: { description: 'By the region that serves (服务地), as its code sorts; the quickest.' },
    REGISTERED: { description: 'Who was registered first comes first (登记先后).' },
    OLDEST: { description: 'The oldest first (年龄从大到小).' },
  },
});

@InputType('SixListFilter', {
  description: 'Which people of a list (清单筛选); all given conditions must hold.',
})
export class SixListFilterInput {
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Served by this place of the origin or within it (服务地). Error: PLACE_OUTSIDE.',
  })
  place?: string | null;
  @Field(() => TagEnum, { nullable: true, description: 'Carries this tag today (标签).' })
  tag?: string | null;
  @Field(() => BarrierEnum, { nullable: true, description: 'With this barrier (未就业原因).' })
  barrier?: string | null;
}

@ObjectType('SixListRow', {
  description: 'Somebody on one of the six lists, and why (清单人员).',
  simpleResolvers: true,
})
export class SixListRowFace {
  @Field(() => WorkerFace, { description: 'The worker.' })
  worker!: WorkerFace;
  @Field(() => [ListedForEnum], { description: 'Why the person is on it (列入原因), one or more.' })
  listedFor!: string[];
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Can begin from this day (可上岗日期); null: the wish names none, or there is none.',
  })
  availableFrom!: string | null;
  @Field(() => [BarrierEnum], { description: 'What stands in the way of work (未就业原因).' })
  barriers!: string[];
}

export const SixListConnection = connectionType(
  'SixListRow',
  SixListRowFace,
  'people on one of the six lists (六个清单)',
);

@ObjectType({ description: 'How many are on a list (清单人数).', simpleResolvers: true })
export class SixListCount {
  @Field(() => SixListEnum, { description: 'Which list (清单).' })
  list!: string;
  @Field(() => Int, { description: 'Distinct persons (人).' })
  workers!: number;
}

@ObjectType({
  description: 'How many are on each list, at one position (各清单人数).',
  simpleResolvers: true,
})
export class SixListCounts {
  @Field(() => [SixListCount], { description: 'Every list once; they overlap and do not add up.' })
  counts!: SixListCount[];
  @Field(() => Position, { description: 'The position (位置) at which they are true.' })
  position!: string;
}

@ObjectType({ description: 'Who wants to go to a place first (首选意向地).', simpleResolvers: true })
export class PrimaryPlace {
  @Field(() => Region, {
    description: 'The place as the wish names it (意向地): province, city, county or group.',
  })
  region!: Region;
  @Field(() => Int, { description: 'Distinct persons (人) who name it first.' })
  persons!: number;
}

@ObjectType({
  description:
    'Where the jobseekers of an origin want to go first (首选意向), each counted once, so that the places add up to `persons`.',
  simpleResolvers: true,
})
export class IntentPrimary {
  @Field(() => Int, {
    description: 'All of them (人): who has a confirmed wish to go out or to change jobs, and may.',
  })
  persons!: number;
  @Field(() => Int, { description: 'Of them, who would go anywhere and names no place (无地域要求).' })
  anywhere!: number;
  @Field(() => [PrimaryPlace], {
    description: 'By place, the most wished for first; every one that anybody names.',
  })
  places!: PrimaryPlace[];
  @Field(() => Position, { description: 'The position (位置) at which they are true.' })
  position!: string;
}

@ObjectType('SixLists', {
  description:
    'The six lists of an origin (六个清单), with who is told apart beside them and the barrier groups.',
})
export class SixListsFace {
  @Field(() => Region, { description: 'Whose people (输出地).', simple: true })
  origin!: Region;
}
