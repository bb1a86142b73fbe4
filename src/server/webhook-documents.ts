import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { Viewer } from '#access/viewer.js';
import type { AnyWatch, News, Watch } from '#journal/watch.js';
import type { Change } from '#journal/change.js';
import { badInput, HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { isPlain } from '#kernel/plain-text.js';
import { asDocumentRefusal } from './document-fault.js';
import { asInputRefusal } from './input-fault.js';
import type { QueryWork } from './query-work.js';
import { subscriptionRoot } from './subscription-root.js';

/** A webhook's document, ready to be run. */
export interface ReadyDocument {
  readonly watch: Watch;
  /** Refuses what may not be subscribed to by this operation's viewer. */
  admit(op: Operation): void;
  /** Is this change of the topic, of the filter, and may the operation's viewer be told of it? */
  passes(op: Operation, change: Change): boolean;
  /** The document, run on one piece of news with the rights of the operation. */
  run(op: Operation, item: { readonly news: News; readonly position: string }): ReturnType<typeof execute>;
}

export interface WebhookDocuments {
  /** Looks at a document that a viewer brings, as at any subscription, and takes its price. Answers the topic. */
  check(op: Operation, text: string, variables: string | null): Promise<string>;
  /** A stored document; throws where it does not fit any more. */
  ready(text: string, variables: string | null): ReadyDocument;
}

const LONGEST = 10_000;

/** The documents of the webhooks of one schema: subscriptions with one field, which is a topic of `watches`. */
export function createWebhookDocuments(
  schema: GraphQLSchema,
  work: QueryWork,
  watches: ReadonlyMap<string, AnyWatch>,
): WebhookDocuments {
  const argsOf = (document: DocumentNode, variables: Record<string, unknown>): ExecutionArgs => {
    // Of several operations none is the one.
    if (getOperationAST(document)?.operation !== 'subscription')
      throw badInput('input.document', 'NOT_A_SUBSCRIPTION', {
        zh: '文档应只含一个订阅操作。',
        en: 'The document holds exactly one operation, a subscription.',
      });
    return { schema, document, variableValues: variables };
  };
  const readyOf = (args: ExecutionArgs): ReadyDocument => {
    const { field, values } = subscriptionRoot(args);
    const watch = watches.get(field) as Watch | undefined;
    if (!watch)
      throw badInput(
        'input.document',
        'NO_SUCH_TOPIC',
        {
          zh: `推送支持的主题：${[...watches.keys()].join('、')}。`,
          en: `Webhooks have these topics: ${[...watches.keys()].join(', ')}.`,
        },
        { allowed: [...watches.keys()] },
      );
    if (values['after'] != null)
      throw badInput('input.document', 'AFTER_NOT_HERE', {
        zh: '推送自行记住位置，文档中不要写 after。',
        en: 'A webhook keeps its own place; leave `after` out.',
      });
    return {
      watch,
      admit: (op) => watch.admit(op, values),
      passes: (op, change) => watch.passes(op, values, change),
      run: (op, item) => execute({ ...args, rootValue: item, contextValue: op }),
    };
  };
  return {
    async check(op, text, variablesText) {
      const variables = variablesOf(variablesText);
      if (text.length > LONGEST || !isPlain(text)) throw malformed('input.document', 'DOCUMENT_MALFORMED');
      const document = await parsed(work, op.viewer, text);
      const [fault] = work.validate(document);
      if (fault) throw inField(fault, 'input.document');
      const args = argsOf(document, variables);
      try {
        await work.charge(op.viewer, document, undefined, variables);
        const ready = readyOf(args);
        ready.admit(op);
        return ready.watch.field;
      } catch (refusal) {
        throw inField(refusal, 'input.variables');
      }
    },
    ready(text, variablesText) {
      const document = work.guard.parse(text);
      const [fault] = work.validate(document);
      if (fault) throw fault;
      return readyOf(argsOf(document, variablesOf(variablesText)));
    },
  };
}

async function parsed(work: QueryWork, viewer: Viewer, text: string): Promise<DocumentNode> {
  let document: DocumentNode | undefined;
  try {
    document = work.guard.parse(text);
    return document;
  } catch (fault) {
    throw inField(fault, 'input.document');
  } finally {
    await work.chargeReading(viewer, document);
  }
}

/** A JSON object as text; read without a prototype, so that no name in it means anything. */
function variablesOf(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  if (text.length > LONGEST) throw malformed('input.variables', 'VARIABLES_MALFORMED');
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return Object.assign(Object.create(null) as Record<string, unknown>, read);
  } catch {
    // Said below: the text itself is not repeated.
  }
  throw malformed('input.variables', 'VARIABLES_MALFORMED');
}

function malformed(field: string, reason: string): HouseError {
  return badInput(
    field,
    reason,
    {
      zh: `应为不超过 ${LONGEST} 字的${field === 'input.variables' ? ' JSON 对象' : '订阅文档'}。`,
      en: `This is ${field === 'input.variables' ? 'a JSON object' : 'a subscription'} of at most ${LONGEST} characters.`,
    },
    { limit: LONGEST },
  );
}

/** The same refusal, as one of the field in which the document or its variables came. */
function inField(fault: unknown, field: string): unknown {
  if (!(fault instanceof GraphQLError)) return fault;
  const house = fault.originalError instanceof HouseError ? fault.originalError : undefined;
  const refusal = house ?? asInputRefusal(fault, undefined) ?? asDocumentRefusal(fault, true);
  return refusal
    ? badInput(field, refusal.reason, refusal.text)
    : malformed(field, field === 'input.variables' ? 'VARIABLES_MALFORMED' : 'DOCUMENT_MALFORMED');
}
