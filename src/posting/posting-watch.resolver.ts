import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { JobPostingFace, PostingFilter } from './posting.type.js';
import { watchPostingList } from './watch-posting-list.js';

const { Frames, ChangesPage } = framesOf('Posting', JobPostingFace, 'postings (岗位)');

/** The list of postings, watched. */
@Resolver()
export class PostingWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => ChangesPage, {
    description:
      'What changed on the list of postings after a position (岗位清单变动), in pages: what `watchPostings` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async postingChanges(
    @Ctx() op: Operation,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('filter', () => PostingFilter, {
      nullable: true,
      description: 'Which ones; by default the open ones.',
    })
    filter?: PostingFilter | null,
  ): Promise<object> {
    const args = { filter: filter ?? null };
    const page = await this.pages.read(op, watchPostingList, args, after, first ?? undefined);
    return tellPage(op, watchPostingList, args, page);
  }

  @Subscription(() => Frames, {
    description:
      'The list of postings, live (岗位清单推送): the rows, then whatever enters, changes and leaves, provable by digest. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchPostings(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('filter', () => PostingFilter, {
      nullable: true,
      description: 'Which ones; by default the open ones.',
    })
    filter: PostingFilter | null | undefined,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchPostingList, { filter: filter ?? null }, frame);
  }
}
