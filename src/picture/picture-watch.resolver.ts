import { Arg, Args, Ctx, Field, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame } from '#journal/tell-frame.js';
import { framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation, Row } from '#kernel/operation.js';
import { RegionCode } from '#kernel/scalars.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { pictureFace } from './picture.face.js';
import type { PictureImage } from './picture-stream.js';
import { Picture } from './picture.type.js';

/** What moved of the four counts between two frames. */
@ObjectType({
  description:
    'What moved of the four counts since the frame before (底数变动); null where a count is withheld.',
  simpleResolvers: true,
})
export class CountsDelta {
  @Field(() => Int, { nullable: true, description: 'Of count 1, persons.' })
  laborBase!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of count 2, persons.' })
  intentToDestination!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of count 3, persons.' })
  trainingWilling!: number | null;
  @Field(() => Int, { description: 'Of count 4, places.' })
  suitablePosts!: number;
}

/** A picture as it moves. */
@ObjectType({
  description: 'The picture of a pair at one position, with what moved (底数及其变动).',
  simpleResolvers: true,
})
export class MovingPicture {
  @Field(() => Picture, { description: 'The numbers as they are now: absolute, so that none can be lost.' })
  picture!: object;
  @Field(() => CountsDelta, { nullable: true, description: 'What moved; null in a snapshot.' })
  delta!: CountsDelta | null;
}

const { Frames } = framesOf('Picture', MovingPicture, 'one row, the picture of a pair (底数)');

/** How a picture is told: by what its viewer is shown of it, the delta too. */
const TELLER = {
  name: 'Picture',
  node(op: Operation, _args: object, image: Row, before?: Row) {
    const now = faceOf(op, image);
    return { picture: now, delta: before ? deltaOf(faceOf(op, before).fourCounts, now.fourCounts) : null };
  },
};

/** The picture of a pair, watched. */
@Resolver()
export class PictureWatchResolver {
  @Subscription(() => Frames, {
    description:
      'The four counts of a pair, live (四个底数推送): the picture, then absolute numbers and what moved, provable by digest. Who comes back gets the present picture. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchPicture(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) _origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) _destination: string,
    @Args(() => WatchArguments) _watch: WatchArguments,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to count; default TARGET. RELOCATED and TARGET_OR_RELOCATED are the county’s alone.',
    })
    _population?: string | null,
  ): object {
    return tellFrame(op, TELLER, {}, frame);
  }
}

function faceOf(op: Operation, image: Row) {
  const { pair, figures, position } = (image as PictureImage).state;
  return pictureFace(op, pair, figures, position);
}

type Counts = ReturnType<typeof faceOf>['fourCounts'];

function deltaOf(before: Counts, now: Counts): CountsDelta {
  const moved = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : b - a;
  return {
    laborBase: moved(before.laborBase, now.laborBase),
    intentToDestination: moved(before.intentToDestination, now.intentToDestination),
    trainingWilling: moved(before.trainingWilling, now.trainingWilling),
    suitablePosts: now.suitablePosts - before.suitablePosts,
  };
}
