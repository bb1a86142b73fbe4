import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root, Subscription } from 'type-graphql';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { decodePosition } from '#journal/position.js';
import type { Follower } from '#journal/follower.js';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { Position, RegionCode } from '#kernel/scalars.js';
import { askedOf, selects } from '#kernel/selection.js';
import { demandList } from './demand-list.js';
import { figuresFrom, figureStatements } from './four-counts.js';
import { mustSeePair, type Pair, pairOf } from './pair.js';
import { pictureFace } from './picture.face.js';
import type { PictureState } from './picture-fold.js';
import { JobDemandConnection, Picture, PostSupplyConnection, TierEnum } from './picture.type.js';
import type { ShownPictures } from './shown-pictures.js';
import type { Population } from '#worker/population.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { supplyList } from './supply-list.js';
import type { Tier } from './weigh.js';

/** The door of the roof: the two lists and four counts of a pair. */
@Resolver(() => Picture)
export class PictureResolver {
  constructor(
    private readonly shown: ShownPictures,
    private readonly follower: Follower,
  ) {}

  @Query(() => Picture, {
    description:
      'The two lists and four counts (两个清单、四个底数) of an origin and a destination. Error: UNKNOWN_REGION, REGION_OF_ANOTHER_LEVEL, NOT_YOUR_PAIR, FILTER_NOT_YOURS.',
  })
  async picture(
    @Ctx() op: Operation,
    @Info() info: GraphQLResolveInfo,
    @Arg('origin', () => RegionCode, {
      description: 'The origin (输出地): the county any level, everybody else a county or what lies above.',
    })
    origin: string,
    @Arg('destination', () => RegionCode, {
      description: 'The destination (输入地): a prefecture, a county or a municipality.',
    })
    destination: string,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to count; default TARGET. RELOCATED and TARGET_OR_RELOCATED are the county’s alone.',
    })
    population?: string | null,
    @Arg('atLeast', () => Position, {
      nullable: true,
      description:
        'Wait until the picture contains this position (of a change you made); for observers it stands still all the same.',
    })
    atLeast?: string | null,
  ): Promise<object> {
    const pair = pairOf(op.regions, origin, destination, (population ?? 'TARGET') as Population);
    mustSeePair(op, pair);
    if (atLeast)
      await this.follower.reach(decodePosition(this.follower.epoch, atLeast, 'atLeast'), 'atLeast');
    // Beside a list the counts are taken in the list's own snapshot; alone they come from the fold, without SQL.
    const beside = selects(info, 'jobDemandList') || selects(info, 'postSupplyList');
    if (beside && !this.shown.standsStill(op)) return inOneSnapshot(op, pair);
    const state = await this.shown.read(op, pair);
    return pictureFace(op, pair, state.figures, state.position);
  }

  @FieldResolver(() => Position, {
    description:
      'The position (位置) at which the counts, and lists asked for beside them, are true; for observers the counts alone.',
  })
  position(@Root() picture: { position: string | Promise<string> }): string | Promise<string> {
    return picture.position;
  }

  @FieldResolver(() => JobDemandConnection, {
    description:
      'The demand list (求职需求清单): who may come, one row per worker; masked for the destination.',
  })
  jobDemandList(
    @Root() picture: { pair: Pair },
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('tiers', () => [TierEnum], {
      nullable: true,
      description: 'Only these tiers; EXPLICIT and BROAD together are count 2.',
    })
    tiers?: string[] | null,
  ): Promise<object> {
    op.must('worker.read');
    return readConnection(op, demandList(op, picture.pair, tiers as Tier[] | null), page, askedOf(info));
  }

  @FieldResolver(() => PostSupplyConnection, {
    description: 'The supply list (岗位供给清单): postings with places for this origin.',
  })
  postSupplyList(
    @Root() picture: { pair: Pair },
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return readConnection(op, supplyList(op, picture.pair), page, askedOf(info));
  }

  @Subscription(() => Picture, {
    description:
      'The picture of a pair whenever it changes (底数变化): absolute numbers with their position. With `after`, the present picture comes first when anything moved since. Only what the viewer is shown moves it; for observers at most once in OBSERVER_PICTURE_SECONDS.',
    subscribe: openedByPorch,
  })
  pictureChanged(
    @Root() state: PictureState,
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) _origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) _destination: string,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to count; default TARGET. RELOCATED and TARGET_OR_RELOCATED are the county’s alone.',
    })
    _population?: string | null,
    @Arg('after', () => Position, { nullable: true, description: 'Resume after this position.' }) _after?:
      | string
      | null,
  ): object {
    return pictureFace(op, state.pair, state.figures, state.position);
  }
}

/** Everything of the picture from one snapshot: the lists that are asked for beside it travel with it. */
function inOneSnapshot(op: Operation, pair: Pair): object {
  const reading = op.count(...figureStatements(pair));
  const face = reading.then(({ rows, position }) => pictureFace(op, pair, figuresFrom(rows), position));
  return {
    pair,
    origin: face.then((f) => f.origin),
    destination: face.then((f) => f.destination),
    population: pair.population,
    position: reading.then((r) => r.position),
    fourCounts: face.then((f) => f.fourCounts),
  };
}
