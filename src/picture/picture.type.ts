import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Fen, LocalDate } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { JobPostingFace } from '#posting/posting.type.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { DESTINATION_CLASSES } from './four-counts.js';
import { DEMAND_STAGES } from './demand-list.js';
import { TIERS } from './weigh.js';

export const TierEnum = enumOf(TIERS);
registerEnumType(TierEnum, {
  name: 'IntentTier',
  description: 'How a worker’s wish names the destination (意向层级).',
  valuesConfig: {
    EXPLICIT: { description: 'Names it, a district of it, or the city that it lies in (明确意向).' },
    BROAD: { description: 'Names its province or a group such as 长三角 (宽泛意向).' },
    OPEN: { description: 'Goes anywhere (无地域要求).' },
  },
});

export const DestinationClassEnum = enumOf(DESTINATION_CLASSES);
registerEnumType(DestinationClassEnum, {
  name: 'DestinationClass',
  description: 'Where an employed worker works, seen from the origin (就业区域).',
  valuesConfig: {
    IN_COUNTY: { description: 'In the home county (县内).' },
    IN_PROVINCE: { description: 'In the province, outside the county (县外省内).' },
    OUT_OF_PROVINCE: { description: 'Outside the province (省外).' },
    ABROAD_HKMO: { description: 'Hong Kong, Macau, Taiwan or abroad (港澳台及境外).' },
  },
});

export const DemandStageEnum = enumOf(DEMAND_STAGES);
registerEnumType(DemandStageEnum, {
  name: 'DemandStage',
  description: 'How far a row of the demand list has come (进展).',
  valuesConfig: {
    OPEN: { description: 'Nobody has put the worker forward yet (待推荐).' },
    REFERRED: { description: 'Put forward for a posting (已推荐).' },
    OFFERED: { description: 'Has an offer (已获录用).' },
    IN_FLIGHT: { description: 'On the way to this destination (派遣中).' },
    IN_FLIGHT_ELSEWHERE: { description: 'On the way to another destination; not available (前往他地).' },
  },
});

@ObjectType({ description: 'Workers by where they work (按就业区域).', simpleResolvers: true })
export class DestinationClassCount {
  @Field(() => DestinationClassEnum, { description: 'Where.' })
  destinationClass!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Persons (人); observers see steps of five and null below five, stations null.',
  })
  workers!: number | null;
}

@ObjectType({
  description:
    'Workers that share a name of a tag or barrier; tags overlap, so their numbers do not add up (按标签).',
  simpleResolvers: true,
})
export class NamedCount {
  @Field(() => String, { description: 'The tag or barrier.' })
  name!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Persons (人); observers see steps of five and null below five, stations null.',
  })
  workers!: number | null;
}

@ObjectType({ description: 'How the labour base is made up (劳动力底数构成).', simpleResolvers: true })
export class LaborBaseSplit {
  @Field(() => [DestinationClassCount], { description: 'The employed by where they work (已就业).' })
  employed!: DestinationClassCount[];
  @Field(() => Int, {
    nullable: true,
    description: 'At work (已就业), persons: the sum of `employed` as it is shown; null for stations.',
  })
  atWork!: number | null;
  @Field(() => Int, { nullable: true, description: 'Not employed (未就业), persons; null for stations.' })
  notEmployed!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      '`atWork` of `laborBase` in percent (就业率), 0 to 100 with one decimal, half up: 14605 of 16766 are 87.1. Reckoned from the numbers as they are shown; null where one of them is withheld, or there is nobody. That everybody is at work says `notEmployed`: 100 may be rounded.',
  })
  employmentRate!: number | null;
  @Field(() => [NamedCount], {
    description:
      'The not employed by barrier (就业障碍), every barrier: WILLINGNESS 不愿干, SKILL 不会干, ABILITY 不能干.',
  })
  byBarrier!: NamedCount[];
  @Field(() => [NamedCount], { description: 'By tag (人员类别), every tag.' })
  byTag!: NamedCount[];
}

@ObjectType({
  description: 'How the intent to this destination is made up (就业意向构成).',
  simpleResolvers: true,
})
export class IntentSplit {
  @Field(() => Int, { nullable: true, description: 'Explicit (明确意向), persons.' })
  explicit!: number | null;
  @Field(() => Int, { nullable: true, description: 'Broad (宽泛意向), persons.' })
  broad!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Would go anywhere (无地域要求): on the list, not in the count.',
  })
  openPotential!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Already working there (已在当地就业): not in the count.',
  })
  alreadyThere!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Explicit or broad, neither on the way nor in a class (可输送).',
  })
  available!: number | null;
}

@ObjectType({ description: 'How the wish to learn is made up (培训意愿构成).', simpleResolvers: true })
export class TrainingSplit {
  @Field(() => Int, {
    nullable: true,
    description: 'Also on the demand list: train, then export (先培训后输出), persons.',
  })
  trainThenExport!: number | null;
  @Field(() => Int, { nullable: true, description: 'In a class now (在训): not in the count.' })
  inTraining!: number | null;
}

@ObjectType({ description: 'How the suitable posts are made up (适合岗位构成).', simpleResolvers: true })
export class PostsSplit {
  @Field(() => Int, { description: 'Postings (条).' })
  postings!: number;
  @Field(() => Int, { description: 'Employers (家).' })
  employers!: number;
  @Field(() => Int, { description: 'Places promised to this origin (定向分配岗位).' })
  allocated!: number;
  @Field(() => Int, { description: 'Places open to all origins (共享岗位): not additive over origins.' })
  shared!: number;
}

@ObjectType({
  description:
    'The four counts (四个底数) of a pair. Each equals the length of its list, or the sum over it; for observers in steps of five.',
  simpleResolvers: true,
})
export class FourCounts {
  @Field(() => Int, {
    nullable: true,
    description:
      '1 · Labourers of the origin (输出地劳动力底数), persons: the county’s `workers(filter: {laborBase: true})` (to other roles that filter is FILTER_NOT_YOURS). Observers see all persons in steps of five, rounded down (a sum as the sum of its shown parts), and null below five.',
  })
  laborBase!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      '2 · Who wants to go to this destination (到输入地就业意向底数), persons: the demand list’s EXPLICIT and BROAD rows.',
  })
  intentToDestination!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      '3 · Who wants to learn (愿意接受就业技能培训底数), persons: the county’s `workers(filter: {laborBase: true, trainingWilling: true})`.',
  })
  trainingWilling!: number | null;
  @Field(() => Int, {
    description: '4 · Places that suit them (适合岗位底数): the sum of `remaining` over the supply list.',
  })
  suitablePosts!: number;
  @Field(() => LaborBaseSplit, { description: 'How count 1 is made up.' })
  laborBaseSplit!: LaborBaseSplit;
  @Field(() => IntentSplit, { description: 'How count 2 is made up.' })
  intentSplit!: IntentSplit;
  @Field(() => TrainingSplit, { description: 'How count 3 is made up.' })
  trainingSplit!: TrainingSplit;
  @Field(() => PostsSplit, { description: 'How count 4 is made up.' })
  postsSplit!: PostsSplit;
}

@ObjectType({
  description: 'A row of the demand list (求职需求清单): one worker who may come.',
  simpleResolvers: true,
})
export class JobDemand {
  @Field(() => WorkerFace, { description: 'The worker, as far as the viewer may see.' })
  worker!: WorkerFace;
  @Field(() => TierEnum, { description: 'How the wish names this destination.' })
  tier!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Rank of the named destination among the worker’s wishes (优先级), 1 first; null when OPEN.',
  })
  preferenceRank!: number | null;
  @Field(() => DemandStageEnum, { description: 'How far it has come.' })
  stage!: string;
  @Field(() => Int, { description: 'Open referrals (推荐数): every jobseeker should have two or more.' })
  referrals!: number;
  @Field(() => [String], { description: 'Occupations wished for (意向工种).' })
  occupations!: string[];
  @Field(() => Fen, {
    nullable: true,
    description: 'Lowest monthly wage that the worker wants, in fen (期望月薪).',
  })
  wageMin!: number | null;
  @Field(() => LocalDate, { nullable: true, description: 'Can leave from this day (可出发日期).' })
  availableFrom!: string | null;
  @Field(() => DateTime, { description: 'When the wish was last confirmed (最近确认时间).' })
  confirmedAt!: Date;
  @Field(() => LocalDate, { description: 'When the wish expires unless confirmed anew (意愿到期日).' })
  expiresOn!: string;
}

@ObjectType({
  description: 'A row of the supply list (岗位供给清单): one posting with places for this origin.',
  simpleResolvers: true,
})
export class PostSupply {
  @Field(() => JobPostingFace, { description: 'The posting.' })
  posting!: JobPostingFace;
  @Field(() => Int, { description: 'Places left for this origin (对该输出地剩余岗位), 1 or more.' })
  remaining!: number;
}

export const JobDemandConnection = connectionType(
  'JobDemand',
  JobDemand,
  'workers who may come (求职需求清单)',
);
export const PostSupplyConnection = connectionType(
  'PostSupply',
  PostSupply,
  'postings with places (岗位供给清单)',
);

@ObjectType({
  description: 'The picture of a pair (两个清单、四个底数): what both sides see, at one position.',
})
export class Picture {
  @Field(() => Region, { description: 'The origin (输出地).', simple: true })
  origin!: Region;
  @Field(() => Region, { description: 'The destination (输入地).', simple: true })
  destination!: Region;
  @Field(() => PopulationEnum, { description: 'Whom it counts (统计对象).', simple: true })
  population!: string;
  @Field(() => FourCounts, { description: 'The four counts (四个底数).', simple: true })
  fourCounts!: FourCounts;
}
