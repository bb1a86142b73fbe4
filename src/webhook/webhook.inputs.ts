import { Field, ID, InputType } from 'type-graphql';
import { Position } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';

@InputType({ description: 'A new webhook (新推送).' })
export class CreateWebhookInput extends WriteInput {
  @Field(() => String, {
    description:
      'Where to send (接收地址): https, on port 443 or from 1024 on, at an address of the open internet. Errors: URL_MALFORMED, URL_NOT_HTTPS, URL_CREDENTIALS, URL_FRAGMENT, URL_PORT, URL_PRIVATE.',
  })
  url!: string;
  @Field(() => String, {
    description:
      'A subscription (订阅文档) on postingPublished or workerArrived, without `after`: it is run for each change with your rights of that day, and its result is the message’s `data`. Errors: as of the document itself, NOT_A_SUBSCRIPTION, NO_SUCH_TOPIC, AFTER_NOT_HERE.',
  })
  document!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Its variables (变量), a JSON object as text. Error: VARIABLES_MALFORMED.',
  })
  variables?: string | null;
}

@InputType({ description: 'A webhook written again (更正推送); what is left out stays.' })
export class CorrectWebhookInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: 'Where to send (接收地址), as in CreateWebhookInput.' })
  url?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The subscription (订阅文档), as in CreateWebhookInput.',
  })
  document?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Its variables (变量), a JSON object as text; null takes them away.',
  })
  variables?: string | null;
}

@InputType({ description: 'Let a webhook go on (恢复推送).' })
export class ResumeWebhookInput extends IdInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Leave out what came meanwhile (从现在开始)? Default: false, nothing is lost.',
  })
  fromNow?: boolean | null;
}

@InputType({
  description:
    'Messages to be sent again (重发), by range or by id. Errors: RANGE_OR_MESSAGES, RANGE_BACKWARDS, UNKNOWN_MESSAGE, TOO_OLD, TOO_MANY_REPLAYS.',
})
export class ReplayWebhookInput extends IdInput {
  @Field(() => Position, { nullable: true, description: 'Everything after this position (起始位置).' })
  from?: string | null;
  @Field(() => Position, {
    nullable: true,
    description: 'And up to this one (结束位置); default: up to now.',
  })
  to?: string | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Or these messages (消息编号), 1 to 100 of the log. Error: UNKNOWN_MESSAGE.',
  })
  messages?: readonly string[] | null;
}
