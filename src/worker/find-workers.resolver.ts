import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { filterNotYours, seesPlaces } from './asked-place.js';
import { foundList } from './found.list.js';
import { FoundWorkerConnection } from './found.type.js';
import { readSought } from './sought.rules.js';

/** The door of finding people: one line of text. */
@Resolver()
export class FindWorkersResolver {
  @Query(() => FoundWorkerConnection, {
    description:
      'People of the county by one line of text (查找人员), best first: name or a part of it, pinyin or initials, ID or mobile number or the last four of either, town or village, tag (脱贫, 监测, 易迁); whoever is found meets every word. Names are kept sealed: a word of more than four characters is met by all its parts of four. Who may be shown by whom is decided as for `workers`; only the county finds by what only it sees (FILTER_NOT_YOURS). Error: NOTHING_TO_FIND_BY, TEXT_EMPTY, TEXT_TOO_LONG, UNKNOWN_REGION.',
  })
  async findWorkers(
    @Ctx() op: Operation,
    @Arg('text', () => String, {
      description: 'What to find (查找内容), 1 to 50 characters, up to 12 words.',
    })
    text: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('origin', () => RegionCode, {
      nullable: true,
      description: 'Only who is served by this region or within it (服务地).',
    })
    origin?: string | null,
  ): Promise<object> {
    op.must('worker.read');
    if (!seesPlaces(op)) throw filterNotYours('text');
    const within = origin == null ? null : op.regions.must(origin, 'origin');
    return readConnection(op, foundList(op, readSought('text', text, op.today), within), page, askedOf(info));
  }
}
