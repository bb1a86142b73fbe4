import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { ImportRunFace, ImportRunFilter } from './import-run.type.js';
import { watchImports } from './watch-imports.js';

const { Frames, ChangesPage } = framesOf('Import', ImportRunFace, 'imports (导入)');

/** The list of imports, watched. */
@Resolver()
export class ImportWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => ChangesPage, {
    description:
      'What changed on the list of imports after a position (导入清单变动), in pages: what `watchImports` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async importChanges(
    @Ctx() op: Operation,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('filter', () => ImportRunFilter, { nullable: true, description: 'Which ones.' })
    filter?: ImportRunFilter | null,
  ): Promise<object> {
    const args = { filter: filter ?? null };
    const page = await this.pages.read(op, watchImports, args, after, first ?? undefined);
    return tellPage(op, watchImports, args, page);
  }

  @Subscription(() => Frames, {
    description:
      'The imports of the viewer’s office, live (导入清单推送): how far each has come, and what it counts. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchImports(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('filter', () => ImportRunFilter, { nullable: true, description: 'Which ones.' })
    filter: ImportRunFilter | null | undefined,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchImports, { filter: filter ?? null }, frame);
  }
}
