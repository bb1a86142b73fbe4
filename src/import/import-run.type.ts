import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { SHEET_KIND_NAMES } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';
import { WHY_SKIPPED } from '#sheet/sheet-row.js';
import { IMPORT_MODES, IMPORT_STATES } from './import-run.entity.js';

export const ImportKindEnum = enumOf(SHEET_KIND_NAMES);
registerEnumType(ImportKindEnum, {
  name: 'ImportKind',
  description: 'What a file holds (导入内容).',
  valuesConfig: Object.fromEntries(
    SHEET_KIND_NAMES.map((name) => {
      const { zh, en } = SHEET_KINDS[name].says;
      return [name, { description: `${en.charAt(0).toUpperCase()}${en.slice(1)} (${zh}).` }];
    }),
  ),
});

export const ImportModeEnum = enumOf(IMPORT_MODES);
registerEnumType(ImportModeEnum, {
  name: 'ImportMode',
  description: 'How a file is applied (写入方式).',
  valuesConfig: {
    ALL_OR_NOTHING: { description: 'In one transaction, or not at all (整份写入).' },
    ROW_BY_ROW: { description: 'Every row that is not refused (逐行写入).' },
  },
});

export const ImportStateEnum = enumOf(IMPORT_STATES);
registerEnumType(ImportStateEnum, {
  name: 'ImportState',
  description: 'State of an import (导入状态).',
  valuesConfig: {
    RECEIVING: { description: 'Pieces are missing (上传中).' },
    RECEIVED: { description: 'The file is there and waits to be judged (已收齐).' },
    JUDGING: { description: 'The dry run is under way (核对中).' },
    JUDGED: {
      description:
        'Judged, and nothing is written (已核对): apply or cancel it within a day. With a fault its headings were not understood, or it was not applied.',
    },
    APPLYING: { description: 'Rows are being written (写入中).' },
    APPLIED: { description: 'Written (已写入).' },
    CANCELLED: { description: 'Given up, or left for a day (已取消); nothing was written.' },
    FAILED: { description: 'It cannot be read or written (失败); fault says why.' },
  },
});

const ImportStepEnum = enumOf(['READ', 'JUDGE', 'WRITE'] as const);
registerEnumType(ImportStepEnum, {
  name: 'ImportStep',
  description: 'What is being done with a file (处理步骤).',
  valuesConfig: {
    READ: { description: 'Rows are read (读取).' },
    JUDGE: { description: 'Rows are compared with the registry (核对).' },
    WRITE: { description: 'Rows are written (写入).' },
  },
});

@ObjectType({ description: 'A reason, and how many rows it met (原因统计).', simpleResolvers: true })
export class ImportReason {
  @Field(() => String, { description: 'The reason (原因代码), as in docs/errors.md.' })
  reason!: string;
  @Field(() => String, { description: 'What it says, in Chinese (说明).' })
  zh!: string;
  @Field(() => String, { description: 'The same in English.' })
  en!: string;
  @Field(() => Int, { description: 'Rows (行数); a row with two reasons counts under both.' })
  rows!: number;
}

const SheetSkippedForEnum = enumOf(WHY_SKIPPED);
registerEnumType(SheetSkippedForEnum, {
  name: 'SheetSkippedFor',
  description: 'Why a sheet of a workbook is not read (未读取原因).',
  valuesConfig: {
    HIDDEN: { description: 'Its tab is hidden (隐藏的工作表).' },
    EXAMPLE: { description: 'Its name says that it shows how rows look (示例).' },
    NO_TABLE: { description: 'A chart, or nothing is filled in (没有表格).' },
    NO_HEADING: { description: 'None of its first rows is a heading that is known (没有可识别的表头).' },
    OTHER_HEADING: {
      description:
        'It has another heading than the sheets that are read (表头不同): bring it as a file of its own.',
    },
  },
});

@ObjectType('SkippedSheet', {
  description: 'A sheet that was not read (未读取的工作表).',
  simpleResolvers: true,
})
export class SkippedSheetFace {
  @Field(() => String, { description: 'Its name (工作表).' })
  sheet!: string;
  @Field(() => SheetSkippedForEnum, { description: 'Why (原因).' })
  why!: string;
}

@ObjectType({ description: 'How far the work on a file has come (进度).', simpleResolvers: true })
export class ImportProgressFace {
  @Field(() => ImportStepEnum, { description: 'What is being done (步骤).' })
  step!: string;
  @Field(() => Int, { description: 'Rows dealt with (已处理行数).' })
  done!: number;
  @Field(() => Int, { nullable: true, description: 'Of so many (总行数); null while they are being read.' })
  total?: number | null;
}

@ObjectType({ description: 'Why an import failed, or was not applied (失败原因).', simpleResolvers: true })
export class ImportFaultFace {
  @Field(() => String, { description: 'The reason (原因代码), as in docs/errors.md.' })
  reason!: string;
  @Field(() => String, { description: 'What to do, in Chinese (说明).' })
  zh!: string;
  @Field(() => String, { description: 'The same in English.' })
  en!: string;
}

@ObjectType('ImportRun', {
  implements: Node,
  description:
    'A file that an office brings over the API (导入): received in pieces, judged by a dry run, and applied when somebody says so. docs/import.md tells it with curl.',
  simpleResolvers: true,
})
export class ImportRunFace {
  @Field(() => ID, { description: 'Global id; also in the addresses under /import.' })
  id!: string;
  @Field(() => ImportKindEnum, { description: 'What the file holds (导入内容).' })
  kind!: string;
  @Field(() => String, { description: 'The file’s name (文件名).' })
  fileName!: string;
  @Field(() => Int, { description: 'Size of the file (字节数).' })
  bytes!: number;
  @Field(() => String, { description: 'SHA-256 of the whole file (文件指纹), 64 hexadecimal digits.' })
  sha256!: string;
  @Field(() => Int, { description: 'Size of each piece but the last (分片字节数).' })
  pieceBytes!: number;
  @Field(() => Int, { description: 'How many pieces the file has (分片数), numbered from 1.' })
  pieces!: number;
  @Field(() => ImportStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => ImportModeEnum, { nullable: true, description: 'How it is applied (写入方式).' })
  mode?: string | null;
  @Field(() => Int, { description: 'Filled rows under the heading (行数).' })
  rows!: number;
  @Field(() => Int, {
    description:
      'Written anew (新增): registered, or posted; in a dry run: what would be. So are the other figures.',
  })
  created!: number;
  @Field(() => Int, { description: 'Known, and corrected by what the row says (更新).' })
  corrected!: number;
  @Field(() => Int, { description: 'Known, and nothing new (无变化).' })
  unchanged!: number;
  @Field(() => Int, { description: 'Refused rows (拒收).' })
  refused!: number;
  @Field(() => Int, { description: 'Rows that were taken with something to be said (有提示).' })
  noted!: number;
  @Field(() => [ImportReason], { description: 'Why rows were refused (拒收原因), most frequent first.' })
  refusals!: ImportReason[];
  @Field(() => [ImportReason], { description: 'What is to be said of rows that are taken (提示).' })
  notes!: ImportReason[];
  @Field(() => [String], {
    description:
      'Headings that mean nothing here (未识别的表头); mapHeading says what one means, judgeImport reads the file so.',
  })
  unknownHeadings!: string[];
  @Field(() => [SkippedSheetFace], {
    description:
      'Sheets of the workbook that were not read (未读取的工作表), the first 50, with the reason: their rows are not brought.',
  })
  skippedSheets!: SkippedSheetFace[];
  @Field(() => ImportProgressFace, { nullable: true, description: 'How far the work has come (进度).' })
  progress?: ImportProgressFace | null;
  @Field(() => ImportFaultFace, { nullable: true, description: 'Why it failed (失败原因).' })
  fault?: ImportFaultFace | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Address of the refused rows as a workbook with the reasons (拒收表), to be read with the same token; null when none was refused, or seven days after the end.',
  })
  refusedRows?: string | null;
  @Field(() => DateTime, { description: 'When it was opened (发起时间).' })
  openedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was judged (核对时间).' })
  judgedAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it ended (结束时间).' })
  endedAt?: Date | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

@ObjectType('ImportRefusal', {
  description: 'Why a cell was refused (拒收明细), and where it is to be mended.',
  simpleResolvers: true,
})
export class ImportRefusalFace {
  @Field(() => String, { description: 'The sheet (工作表); empty in a CSV file.' })
  sheet!: string;
  @Field(() => Int, { description: 'The row (行号), as a spreadsheet counts.' })
  row!: number;
  @Field(() => String, { description: 'Where to mend it (单元格): Sheet1!C12.' })
  cell!: string;
  @Field(() => String, { description: 'The heading of the column (表头).' })
  heading!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What stands there (内容), at most 40 letters, without numbers of persons.',
  })
  value?: string | null;
  @Field(() => String, { description: 'The reason (原因代码), as in docs/errors.md.' })
  reason!: string;
  @Field(() => String, { description: 'Why, and how to mend it, in Chinese (说明).' })
  zh!: string;
  @Field(() => String, { description: 'The same in English.' })
  en!: string;
}

export const ImportRunConnection = connectionType('ImportRun', ImportRunFace, 'imports (导入)');
export const ImportRefusalConnection = connectionType(
  'ImportRefusal',
  ImportRefusalFace,
  'refused cells (拒收明细)',
);

@InputType({ description: 'Which imports (导入筛选).' })
export class ImportRunFilter {
  @Field(() => [ImportStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: readonly string[] | null;
}

@ObjectType({
  description: 'The import after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ImportPayload {
  @Field(() => ImportRunFace, { description: 'The import.' })
  run!: ImportRunFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
