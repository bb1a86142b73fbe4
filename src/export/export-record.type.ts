import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime } from '#kernel/scalars.js';
import { EXPORT_FORMATS, EXPORT_STATES } from './export-record.entity.js';

const ExportStateEnum = enumOf(EXPORT_STATES);
registerEnumType(ExportStateEnum, {
  name: 'ExportState',
  description: 'What became of an export (导出状态).',
  valuesConfig: {
    BEGUN: { description: 'It runs, or the server ended before it did (进行中).' },
    FINISHED: { description: 'The whole file was handed over (已完成).' },
    BROKEN_OFF: {
      description: 'It ended before its last row (中断): the receiver went away, or the right to it ended.',
    },
  },
});

const ExportFormatEnum = enumOf(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, {
  name: 'ExportFormat',
  description: 'As what a list left (导出格式).',
  valuesConfig: {
    XLSX: { description: 'A workbook (工作簿).' },
    CSV: { description: 'Text with commas (逗号分隔文本).' },
  },
});

/** An export. */
@ObjectType('ExportRecord', {
  implements: Node,
  description:
    'A list that left as a file (导出记录): by whom, which, for what. Written before the first row leaves; never changed but for how it ended, and never deleted.',
  simpleResolvers: true,
})
export class ExportRecordFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Its number (导出编号), which stands in the file.' })
  number!: string;
  @Field(() => String, { description: 'Handle of who exported (导出人账号).' })
  account!: string;
  @Field(() => String, { description: 'Which list (清单), as in the address.' })
  list!: string;
  @Field(() => String, { description: 'The filter (筛选), JSON as text; an ID number in it is ***.' })
  filter!: string;
  @Field(() => String, { description: 'For what (用途), as it was stated.' })
  purpose!: string;
  @Field(() => ExportFormatEnum, { description: 'As what (格式).' })
  format!: string;
  @Field(() => Boolean, {
    description: 'With ID numbers in full (是否含完整身份证号), of those whom the viewer may read in full?',
  })
  inFull!: boolean;
  @Field(() => ExportStateEnum, { description: 'What became of it (状态).' })
  state!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Rows handed over until it ended (行数); for a list of people that many persons.',
  })
  rows?: number | null;
  @Field(() => DateTime, { description: 'When it began (开始时间).' })
  beganAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it ended (结束时间).' })
  endedAt?: Date | null;
}

export const ExportRecordConnection = connectionType('ExportRecord', ExportRecordFace, 'exports (导出记录)');
