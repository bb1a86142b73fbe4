import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { WriteInput } from '#kernel/write-input.type.js';
import { ImportKindEnum } from './import-run.type.js';

@ObjectType('HeadingMapping', {
  implements: Node,
  description:
    'What an office calls a column of its lists (表头对应): said once, and kept for every file of its organization and kind.',
  simpleResolvers: true,
})
export class HeadingMappingFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => ImportKindEnum, { description: 'In which list (导入内容).' })
  kind!: string;
  @Field(() => String, { description: 'The heading as the office writes it (表头).' })
  heading!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The column that it is (列名), by the name that importColumns gives it; null: it is passed over.',
  })
  column?: string | null;
  @Field(() => DateTime, { description: 'When it was said (对应时间).' })
  mappedAt!: Date;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was taken back (取消时间); null: it holds.',
  })
  forgottenAt?: Date | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const HeadingMappingConnection = connectionType(
  'HeadingMapping',
  HeadingMappingFace,
  'heading mappings (表头对应)',
);

@ObjectType('ImportColumn', {
  description: 'A column that a list may have (可导入的列).',
  simpleResolvers: true,
})
export class ImportColumnFace {
  @Field(() => String, {
    description: 'Its name (列名), as the empty list has it; mapHeading takes it as column.',
  })
  name!: string;
  @Field(() => [String], { description: 'What else it may be called (其他表头); known without a mapping.' })
  otherNames!: readonly string[];
  @Field(() => String, { description: 'What stands in it, in Chinese (说明).' })
  zh!: string;
  @Field(() => String, { description: 'The same in English.' })
  en!: string;
  @Field(() => [String], { description: 'The words that it takes (可选值); none: any text.' })
  words!: readonly string[];
  @Field(() => Boolean, {
    description: 'Without it, or without one that can stand for it, a file is not read (必需).',
  })
  mandatory!: boolean;
}

@InputType({ description: 'Which heading mappings (表头对应筛选).' })
export class HeadingMappingFilter {
  @Field(() => ImportKindEnum, { nullable: true, description: 'Of this kind of list; default: any.' })
  kind?: string | null;
}

@InputType({ description: 'What a heading of the office’s lists means (对应表头).' })
export class MapHeadingInput extends WriteInput {
  @Field(() => ImportKindEnum, {
    description:
      'In which list (导入内容). Error: NOT_ALLOWED, where the viewer may not bring such rows one by one.',
  })
  kind!: string;
  @Field(() => String, {
    description:
      'The heading (表头), 1 to 200 characters; blanks, marks such as * and the traditional letters that are usual in headings make no difference. Errors: TEXT_LENGTH, CONTROL_CHARACTER, HEADING_BLANK, HEADING_PERSONAL_NUMBER.',
  })
  heading!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The column that it is (列名), by any name that importColumns gives it; left out: it is passed over (不读取). Error: COLUMN_UNKNOWN with the columns that there are.',
  })
  column?: string | null;
}

@ObjectType({
  description: 'The heading mapping after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class HeadingMappingPayload {
  @Field(() => HeadingMappingFace, { description: 'The heading mapping.' })
  headingMapping!: HeadingMappingFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
