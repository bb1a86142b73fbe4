import { Field, InputType, Int } from 'type-graphql';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { ImportKindEnum, ImportModeEnum } from './import-run.type.js';

@InputType({
  description:
    'A file that is to be sent (新导入). Errors: FILE_EMPTY, FILE_TOO_LARGE, TOO_MANY_IMPORTS, TOO_MANY_IMPORT_BYTES.',
})
export class OpenImportInput extends WriteInput {
  @Field(() => ImportKindEnum, {
    description:
      'What it holds (导入内容). Error: NOT_ALLOWED, where the viewer may not bring such rows one by one.',
  })
  kind!: string;
  @Field(() => String, { description: 'Its name (文件名), 1 to 255 characters. Error: TEXT_LENGTH.' })
  fileName!: string;
  @Field(() => Int, { description: 'Its size (字节数).' })
  bytes!: number;
  @Field(() => String, {
    description: 'SHA-256 of all its bytes (文件指纹), 64 hexadecimal digits. Error: SHA256_MALFORMED.',
  })
  sha256!: string;
}

@InputType({
  description:
    'Have a judged file written (写入导入). Errors: IMPORT_HAS_REFUSALS, IMPORT_HEADINGS_UNCLEAR, IMPORT_STEP_NOT_ALLOWED.',
})
export class ApplyImportInput extends IdInput {
  @Field(() => ImportModeEnum, { description: 'All or nothing, or row by row (写入方式).' })
  mode!: string;
}
