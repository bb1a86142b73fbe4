import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { applyImport } from './apply-import.js';
import { cancelImport } from './cancel-import.js';
import type { ImportBounds } from './import-bounds.js';
import { importRefusals } from './import-refusal.list.js';
import {
  importList,
  type ImportNode,
  importPayload,
  loadHandles,
  loadImports,
  missingOf,
} from './import-run.list.js';
import {
  ImportPayload,
  ImportRefusalConnection,
  ImportRunConnection,
  ImportRunFace,
  ImportRunFilter,
} from './import-run.type.js';
import { ApplyImportInput, OpenImportInput } from './import.inputs.js';
import { judgeImport } from './judge-import.js';
import { openImport } from './open-import.js';

/** The door of the imports; their bytes come in by the porch, at /import. */
@Resolver(() => ImportRunFace)
export class ImportResolver {
  constructor(private readonly bounds: ImportBounds) {}

  @Query(() => ImportRunFace, {
    nullable: true,
    description: 'One import (导入) of the viewer’s office; null when there is none of this id.',
  })
  async importRun(
    @Ctx() op: Operation,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
  ): Promise<object | null> {
    op.must('import.read');
    return op.batch(loadImports).load(keyOf('ImportRun', id, 'id'));
  }

  @Query(() => ImportRunConnection, {
    description: 'Imports (导入) of the viewer’s office, newest first.',
  })
  async importRuns(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ImportRunFilter, { nullable: true, description: 'Which ones.' })
    filter?: ImportRunFilter | null,
  ): Promise<object> {
    op.must('import.read');
    return readConnection(op, importList(op, filter ?? {}), page, askedOf(info));
  }

  @Query(() => ImportRefusalConnection, {
    description:
      'Why rows of an import were refused (拒收明细), a cell each, in the order of the rows; kept for seven days after its end.',
  })
  async importRefusals(
    @Ctx() op: Operation,
    @Arg('run', () => ID, { description: 'Of which import.' }) run: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    op.must('import.read');
    return readConnection(op, importRefusals(op, run), page, askedOf(info));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Handle of who opened it (发起账号).' })
  openedBy(@Root() run: ImportNode, @Ctx() op: Operation): Promise<string | null> {
    return op.batch(loadHandles).load(run.openedByKey);
  }

  @FieldResolver(() => [Int], {
    description: 'Pieces that are still to come (缺少的分片), ascending, the first thousand of them.',
  })
  missing(@Root() run: ImportNode, @Ctx() op: Operation): Promise<number[]> {
    return missingOf(op, run);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Begin to bring a file (新建导入); its pieces are sent to /import. Whoever may bring such rows one by one: a list of workers the county, a vacancy list the station or an employer.',
  })
  async openImport(
    @Arg('input', () => OpenImportInput, { description: 'Which file.' }) input: OpenImportInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('import.open', input, (inside) => openImport(inside, input, this.bounds));
    return importPayload(op, key);
  }

  @Mutation(() => ImportPayload, {
    description: 'Have a judged file written (写入导入). Whoever may open one of its kind.',
  })
  async applyImport(
    @Arg('input', () => ApplyImportInput, { description: 'Which one, and how.' }) input: ApplyImportInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return importPayload(op, await op.write('import.apply', input, (inside) => applyImport(inside, input)));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Have a judged file judged anew without sending it again (重新核对): by the headings as they are mapped now. Whoever may open one of its kind. Error: IMPORT_STEP_NOT_ALLOWED.',
  })
  async judgeImport(
    @Arg('input', () => IdInput, { description: 'Which one.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return importPayload(op, await op.write('import.judge', input, (inside) => judgeImport(inside, input)));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Give an import up before it is applied (取消导入); its file is erased at once. The office that opened it.',
  })
  async cancelImport(
    @Arg('input', () => IdInput, { description: 'Which one.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return importPayload(op, await op.write('import.cancel', input, (inside) => cancelImport(inside, input)));
  }
}
