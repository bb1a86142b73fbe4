import { Arg, Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame } from '#journal/tell-frame.js';
import { framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { JobPostingFace, PostingFilter } from './posting.type.js';
import { watchPostingList } from './watch-posting-list.js';

const WatchPostings = framesOf('Posting', JobPostingFace, 'postings (岗位)');

/** The list of postings, watched. */
@Resolver()
export class PostingWatchResolver {
  @Subscription(() => WatchPostings, {
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
