import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { exportRecordList } from './export-record.list.js';
import { ExportRecordConnection } from './export-record.type.js';

/** The door of the export records; what is exported itself leaves by `/export`. */
@Resolver()
export class ExportRecordResolver {
  @Query(() => ExportRecordConnection, {
    description: 'What the viewer’s organization has exported in the viewer’s role (导出记录), newest first.',
  })
  exportRecords(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    op.must('exportRecord.read');
    return readConnection(op, exportRecordList(op), page, askedOf(info));
  }
}
