import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { forgetHeading } from './forget-heading.js';
import { type MappingNode, mappingList, mappingPayload } from './heading-mapping.list.js';
import {
  HeadingMappingConnection,
  HeadingMappingFace,
  HeadingMappingFilter,
  HeadingMappingPayload,
  ImportColumnFace,
  MapHeadingInput,
} from './heading-mapping.type.js';
import { loadHandles } from './import-run.list.js';
import { ImportKindEnum } from './import-run.type.js';
import { mapHeading } from './map-heading.js';

/** The door of what offices call their columns. */
@Resolver(() => HeadingMappingFace)
export class HeadingMappingResolver {
  @Query(() => HeadingMappingConnection, {
    description: 'What the viewer’s office calls its columns (表头对应), by list and heading.',
  })
  async headingMappings(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => HeadingMappingFilter, { nullable: true, description: 'Which ones.' })
    filter?: HeadingMappingFilter | null,
  ): Promise<object> {
    op.must('heading.read');
    return readConnection(op, mappingList(op, filter ?? {}), page, askedOf(info));
  }

  @Query(() => [ImportColumnFace], {
    description: 'The columns that a list may have (可导入的列), in the order of its table.',
  })
  importColumns(
    @Ctx() op: Operation,
    @Arg('kind', () => ImportKindEnum, { description: 'Which list (导入内容).' }) kind: string,
  ): object[] {
    op.must('heading.read');
    const { table, mandatory } = SHEET_KINDS[kind as SheetKindName].columns;
    const needed = new Set(mandatory.flat());
    return Object.entries(table).map(([field, { says, names, words = [] }]) => {
      const [name, ...otherNames] = names;
      return { name, otherNames, ...says, words, mandatory: needed.has(field) };
    });
  }

  @FieldResolver(() => String, { nullable: true, description: 'Handle of who said it (对应账号).' })
  mappedBy(@Root() mapping: MappingNode, @Ctx() op: Operation): Promise<string | null> {
    return op.batch(loadHandles).load(mapping.mappedByKey);
  }

  @Mutation(() => HeadingMappingPayload, {
    description:
      'Say once what a heading of the office’s lists means (对应表头); every later file is read so, and one that was judged can be judged anew by judgeImport. Whoever may open an import of the kind. Error: TOO_MANY_HEADINGS.',
  })
  async mapHeading(
    @Arg('input', () => MapHeadingInput, { description: 'Which heading, and which column it is.' })
    input: MapHeadingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return mappingPayload(op, await op.write('heading.map', input, (inside) => mapHeading(inside, input)));
  }

  @Mutation(() => HeadingMappingPayload, {
    description:
      'Take back what was said of a heading (取消表头对应); files that were judged by it stay as they were read. Whoever may open an import of the kind.',
  })
  async forgetHeading(
    @Arg('input', () => IdInput, { description: 'Which heading mapping.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return mappingPayload(
      op,
      await op.write('heading.forget', input, (inside) => forgetHeading(inside, input)),
    );
  }
}
