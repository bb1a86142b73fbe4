import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { connectionType } from '#kernel/page.type.js';
import { FOUND_BY } from './found-by.js';
import { WorkerFace } from './worker.type.js';

export const FoundByEnum = enumOf(FOUND_BY);
registerEnumType(FoundByEnum, {
  name: 'FoundBy',
  description: 'What of a person the words met (命中方式), the best first.',
  valuesConfig: {
    ID_NUMBER: { description: 'The whole ID number (身份证号).' },
    PHONE: { description: 'The whole mobile number (手机号).' },
    NAME: { description: 'The whole name (姓名), of up to four characters.' },
    NAME_BEGINS: { description: 'The beginning of the name (姓名开头).' },
    NAME_PART: { description: 'A part of the name (姓名中的字).' },
    ID_LAST_FOUR: { description: 'The last four of the ID number (身份证号后四位).' },
    PHONE_LAST_FOUR: { description: 'The last four of the mobile number (手机号后四位).' },
    PINYIN: { description: 'The whole name in pinyin, or all its initials (全拼或首字母).' },
    PINYIN_PART: { description: 'A part of the pinyin or of the initials (部分拼音).' },
    PLACE: {
      description: 'The town, village or resettlement site that serves the person (乡镇、村、安置点).',
    },
    TAG: { description: 'A tag (人员类别) alone.' },
  },
});

@ObjectType('FoundWorker', { description: 'Somebody who was found (查找结果).', simpleResolvers: true })
export class FoundWorkerFace {
  @Field(() => WorkerFace, { description: 'The worker.' })
  worker!: WorkerFace;
  @Field(() => FoundByEnum, { description: 'What of the person the rarest of the words met (命中方式).' })
  foundBy!: string;
}

export const FoundWorkerConnection = connectionType(
  'FoundWorker',
  FoundWorkerFace,
  'people found (查找结果)',
);
