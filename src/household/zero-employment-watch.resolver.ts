import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { RegionCode } from '#kernel/scalars.js';
import { watchZeroEmployment } from './watch-zero-employment.js';
import { ZeroEmploymentFace } from './zero-employment.type.js';

const { Frames, ChangesPage } = framesOf(
  'ZeroEmployment',
  ZeroEmploymentFace,
  'zero-employment households (零就业家庭)',
);
const REGION = 'Living in this region or within it (居住地).';

/** The list of zero-employment households, watched. */
@Resolver()
export class ZeroEmploymentWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => ChangesPage, {
    description:
      'What changed on the list of open zero-employment households after a position (零就业家庭变动), in pages: what `watchZeroEmployment` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async zeroEmploymentChanges(
    @Ctx() op: Operation,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('region', () => RegionCode, { nullable: true, description: REGION }) region?: string | null,
  ): Promise<object> {
    const args = { region: region ?? null };
    const page = await this.pages.read(op, watchZeroEmployment, args, after, first ?? undefined);
    return tellPage(op, watchZeroEmployment, args, page);
  }

  @Subscription(() => Frames, {
    description:
      'The open zero-employment households of the county, live (零就业家庭推送): the list, then whoever comes onto it, changes and is cleared, provable by digest. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchZeroEmployment(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('region', () => RegionCode, { nullable: true, description: REGION })
    region: string | null | undefined,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchZeroEmployment, { region: region ?? null }, frame);
  }
}
