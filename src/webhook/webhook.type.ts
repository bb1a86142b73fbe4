import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { DELIVERY_FAILURES } from './retry.rules.js';
import { DISABLED_FOR, WEBHOOK_STATES } from './webhook.entity.js';

export const WebhookStateEnum = enumOf(WEBHOOK_STATES);
registerEnumType(WebhookStateEnum, {
  name: 'WebhookState',
  description: 'Whether a webhook sends (推送状态).',
  valuesConfig: {
    ACTIVE: { description: 'Sends (推送中).' },
    PAUSED: { description: 'Held by its side (已暂停); its place is kept.' },
    DISABLED: {
      description: 'Ended by the system, with a reason (已停用); resumeWebhook goes on from its place.',
    },
    ENDED: { description: 'Deleted (已删除).' },
  },
});

const DisabledForEnum = enumOf(DISABLED_FOR);
registerEnumType(DisabledForEnum, {
  name: 'WebhookDisabledFor',
  description: 'Why the system disabled a webhook (停用原因).',
  valuesConfig: {
    OWNER_REVOKED: { description: 'Its owner’s account or organization was closed (账号已停用).' },
    OWNER_MOVED: { description: 'Its owner belongs to another organization now (账号已转到其他机构).' },
    GONE: { description: 'The receiver answered 410 (接收方表示不再接收).' },
    TOO_MANY_FAILURES: { description: 'One message failed ten times, in three days (多次失败).' },
    DOCUMENT_INVALID: {
      description: 'Its document does not fit the schema or the owner’s rights any more (文档失效).',
    },
    EPOCH_CHANGED: {
      description:
        'The database was restored from a copy (数据库已恢复): read the lists once; resumeWebhook goes on from now.',
    },
  },
});

export const DELIVERY_STATUSES = ['SUCCEEDED', 'PENDING', 'FAILED'] as const;
export const DeliveryStatusEnum = enumOf(DELIVERY_STATUSES);
registerEnumType(DeliveryStatusEnum, {
  name: 'WebhookDeliveryStatus',
  description: 'What became of an attempt (投递结果).',
  valuesConfig: {
    SUCCEEDED: { description: 'The receiver answered 2xx (成功).' },
    PENDING: { description: 'It failed, and the message waits for its next attempt (待重试).' },
    FAILED: { description: 'It failed; another attempt followed, or none does (失败).' },
  },
});

const DeliveryKindEnum = enumOf(['CHANGE', 'REPLAY', 'PING', 'GAP'] as const);
registerEnumType(DeliveryKindEnum, {
  name: 'WebhookDeliveryKind',
  description: 'Why a message was sent (投递类型).',
  valuesConfig: {
    CHANGE: { description: 'It happened (新事件).' },
    REPLAY: { description: 'It was asked for again (重发).' },
    PING: { description: 'A test (测试).' },
    GAP: { description: 'It says that changes were forgotten before they could be sent (缺口).' },
  },
});

const DeliveryFailureEnum = enumOf(DELIVERY_FAILURES);
registerEnumType(DeliveryFailureEnum, {
  name: 'WebhookDeliveryFailure',
  description: 'Why an attempt failed (失败原因).',
  valuesConfig: {
    STATUS: { description: 'The answer was no 2xx; see httpStatus (状态码).' },
    REDIRECT: { description: 'The answer was a redirect, and none is followed (重定向).' },
    GONE: { description: 'The answer was 410 (已不存在).' },
    TIMEOUT: { description: 'No answer within ten seconds (超时).' },
    NAME_NOT_FOUND: { description: 'The host’s name was not found (域名无法解析).' },
    PRIVATE_ADDRESS: { description: 'The name led to a private network (内网地址).' },
    TLS: { description: 'The certificate or the handshake was not good (证书错误).' },
    CONNECTION: { description: 'The connection failed (连接失败).' },
  },
});

@ObjectType('Webhook', {
  implements: Node,
  description: 'Where an account wants to be told of a topic, and in which words (推送).',
  simpleResolvers: true,
})
export class WebhookFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, {
    description: 'Handle of its owner (所有者账号), with whose rights of the day it is told.',
  })
  owner!: string;
  @Field(() => String, { description: 'Where messages are sent by POST (接收地址).' })
  url!: string;
  @Field(() => String, { description: 'The subscription field of the document (主题).' })
  topic!: string;
  @Field(() => String, { description: 'The subscription that is run for each change (订阅文档).' })
  document!: string;
  @Field(() => String, { nullable: true, description: 'Its variables (变量), a JSON object as text.' })
  variables?: string | null;
  @Field(() => WebhookStateEnum, { description: 'Whether it sends (状态).' })
  state!: string;
  @Field(() => DisabledForEnum, { nullable: true, description: 'Why it was disabled (停用原因).' })
  disabledFor?: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the previous secret signs beside the new one (旧密钥有效至).',
  })
  previousSecretUntil?: Date | null;
  @Field(() => Position, { description: 'Everything up to here was told (已送达位置).' })
  position!: string;
  @Field(() => Int, {
    description: 'Failed attempts of the message that waits (连续失败次数); 0 when none does.',
  })
  failures!: number;
  @Field(() => DateTime, { nullable: true, description: 'When it is tried again (下次重试时间).' })
  nextAttemptAt?: Date | null;
  @Field(() => DateTime, { description: 'When it was made (创建时间).' })
  createdAt!: Date;
  @Field(() => DateTime, { description: 'When it was last changed (更新时间).' })
  updatedAt!: Date;
  @Field(() => Int, { description: 'Version (版本), for correctWebhook.' })
  version!: number;
}

@ObjectType('WebhookDelivery', {
  implements: Node,
  description: 'One attempt to send a message (投递记录), kept for 30 days. What was said is not kept.',
  simpleResolvers: true,
})
export class WebhookDeliveryFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, {
    description: 'The message (消息编号): its webhook-id, equal in every attempt and replay.',
  })
  messageId!: string;
  @Field(() => DeliveryKindEnum, { description: 'Why it was sent (类型).' })
  kind!: string;
  @Field(() => Position, { nullable: true, description: 'Place of the change (位置); null for a ping.' })
  position?: string | null;
  @Field(() => Int, { description: 'Which attempt of the message it was (第几次), from 1.' })
  attempt!: number;
  @Field(() => DeliveryStatusEnum, { description: 'What became of it (结果).' })
  status!: string;
  @Field(() => Int, { nullable: true, description: 'Status of the answer (状态码); null without one.' })
  httpStatus?: number | null;
  @Field(() => DeliveryFailureEnum, { nullable: true, description: 'Why it failed (失败原因).' })
  failure?: string | null;
  @Field(() => DateTime, { description: 'When it ended (时间).' })
  at!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When the message is tried again (下次重试时间).' })
  nextAttemptAt?: Date | null;
  @Field(() => Int, { description: 'How long it took (耗时), milliseconds.' })
  durationMs!: number;
}

export const WebhookConnection = connectionType('Webhook', WebhookFace, 'webhooks (推送)');
export const WebhookDeliveryConnection = connectionType(
  'WebhookDelivery',
  WebhookDeliveryFace,
  'attempts to deliver (投递记录)',
);

@InputType({ description: 'Which webhooks (推送筛选).' })
export class WebhookFilter {
  @Field(() => [WebhookStateEnum], {
    nullable: true,
    description: 'In these states; default: all but ENDED.',
  })
  states?: readonly string[] | null;
}

@ObjectType({
  description: 'The webhook after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class WebhookPayload {
  @Field(() => WebhookFace, { description: 'The webhook.' })
  webhook!: WebhookFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}

@ObjectType({
  description:
    'The webhook with its secret, which is shown here and nowhere else, and a position that contains it.',
  simpleResolvers: true,
})
export class WebhookSecretPayload extends WebhookPayload {
  @Field(() => String, {
    description:
      'The secret (签名密钥), whsec_… as Standard Webhooks writes it. Keep it where only the receiver reads.',
  })
  secret!: string;
}
