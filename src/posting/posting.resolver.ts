import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { News } from '#journal/watch.js';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { PageArgs } from '#kernel/page.type.js';
import { Position } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput, ReasonInput } from '#kernel/write-input.type.js';
import { correctPosting } from './correct-posting.js';
import { draftPosting } from './draft-posting.js';
import { judgePosting } from './judge-posting.js';
import { openPosting } from './open-posting.js';
import { pausePosting } from './pause-posting.js';
import {
  CorrectPostingInput,
  DraftPostingInput,
  JudgePostingInput,
  OpenPostingInput,
} from './posting.inputs.js';
import { PostingNode, postingList, postingPayload } from './posting.list.js';
import {
  JobPostingConnection,
  type POSTING_ORDERS,
  PostingFilter,
  PostingOrderEnum,
  PostingPayload,
  PostingPublished,
} from './posting.type.js';
import { rejectPosting } from './reject-posting.js';
import { resumePosting } from './resume-posting.js';
import { submitPosting } from './submit-posting.js';

/** The door of the posts: each mutation names its verb, and the posting is read back under the viewer's rights. */
@Resolver()
export class PostingResolver {
  @Query(() => JobPostingConnection, {
    description: 'Postings (岗位) that the viewer may know of; by default the open ones, newest first.',
  })
  async jobPostings(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => PostingFilter, { nullable: true, description: 'Which ones.' })
    filter?: PostingFilter | null,
    @Arg('orderBy', () => PostingOrderEnum, {
      nullable: true,
      description: 'In which order; default NEWEST.',
    })
    orderBy?: string | null,
  ): Promise<object> {
    op.must('posting.read');
    const order = (orderBy ?? 'NEWEST') as (typeof POSTING_ORDERS)[number];
    const asked = askedOf(info);
    return readConnection(op, postingList(op, filter ?? {}, order, asked.items), page, asked);
  }

  @Mutation(() => PostingPayload, {
    description: 'Write a posting down (起草岗位): by its employer, or its city’s station.',
  })
  async draftPosting(
    @Arg('input', () => DraftPostingInput, { description: 'The posting.' }) input: DraftPostingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.draft', input, (inside) => draftPosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, { description: 'Correct a posting (更正岗位).' })
  async correctPosting(
    @Arg('input', () => CorrectPostingInput, { description: 'What it says now.' }) input: CorrectPostingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.correct', input, (inside) => correctPosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, { description: 'Submit a draft for the destination’s check (提交审核).' })
  async submitPosting(
    @Arg('input', () => IdInput, { description: 'Which posting.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.submit', input, (inside) => submitPosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, {
    description:
      'Open a checked posting (审核通过并开放): the destination’s station, saying whether it suits. Errors: LICENCE_LAPSED, ORGANIZATION_CLOSED of its employer.',
  })
  async openPosting(
    @Arg('input', () => OpenPostingInput, { description: 'Which posting.' }) input: OpenPostingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(op, await op.write('posting.open', input, (inside) => openPosting(inside, input)));
  }

  @Mutation(() => PostingPayload, {
    description:
      'Judge anew whether an open posting suits the target population (重新认定适合): its station.',
  })
  async judgePosting(
    @Arg('input', () => JudgePostingInput, { description: 'Which posting, and the finding.' })
    input: JudgePostingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.judge', input, (inside) => judgePosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, { description: 'Refuse a submitted posting with a reason (审核不通过).' })
  async rejectPosting(
    @Arg('input', () => ReasonInput, { description: 'Which posting, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.reject', input, (inside) => rejectPosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, { description: 'Pause an open posting (暂停岗位).' })
  async pausePosting(
    @Arg('input', () => IdInput, { description: 'Which posting.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.pause', input, (inside) => pausePosting(inside, input)),
    );
  }

  @Mutation(() => PostingPayload, {
    description:
      'Resume a paused posting (恢复岗位). Errors: LICENCE_LAPSED, ORGANIZATION_CLOSED of its employer.',
  })
  async resumePosting(
    @Arg('input', () => IdInput, { description: 'Which posting.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return postingPayload(
      op,
      await op.write('posting.resume', input, (inside) => resumePosting(inside, input)),
    );
  }

  @Subscription(() => PostingPublished, {
    description:
      'Postings as they are opened (新岗位), in the order of the journal. With `after`, everything since that position comes first: nothing is lost, nothing told twice.',
    subscribe: openedByPorch,
  })
  postingPublished(
    @Root() item: { news: News; position: string },
    @Ctx() op: Operation,
    @Arg('filter', () => PostingFilter, { nullable: true, description: 'Which ones.' })
    _filter?: PostingFilter | null,
    @Arg('after', () => Position, {
      nullable: true,
      description: 'Resume after this position; default: from now on.',
    })
    _after?: string | null,
  ): object {
    return { posting: new PostingNode(op, item.news.image, false), position: item.position };
  }
}
