import 'reflect-metadata';
import {
  assertValidSchema,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { buildSchema, type ClassType, type NonEmptyArray } from 'type-graphql';
import { AnotherPostResolver } from '#arrival/another-post.resolver.js';
import { ArrivalResolver } from '#arrival/arrival.resolver.js';
import { ArrivalWatchResolver } from '#arrival/arrival-watch.resolver.js';
import { ArrivalStreamResolver } from '#arrival/arrival-stream.resolver.js';
import { DispatchArrivalResolver } from '#arrival/dispatch-arrival.resolver.js';
import { AssignmentResolver } from '#duty/assignment.resolver.js';
import { OfficerResolver } from '#duty/officer.resolver.js';
import { BuildingResolver } from '#household/building.resolver.js';
import { HouseholdResolver } from '#household/household.resolver.js';
import { ZeroEmploymentWatchResolver } from '#household/zero-employment-watch.resolver.js';
import { WorkerHouseholdResolver } from '#household/worker-household.resolver.js';
import { ProvisionalResolver } from '#provisional/provisional.resolver.js';
import { ConsentResolver } from '#consent/consent.resolver.js';
import { FestivalResolver } from '#homecoming/festival.resolver.js';
import { ReturnResolver } from '#homecoming/return.resolver.js';
import { AssistanceResolver, WorkerAssistanceResolver } from '#assistance/assistance.resolver.js';
import { LifeEventResolver } from '#arrival/life-event.resolver.js';
import { OneRecordResolver } from '#arrival/one-record.resolver.js';
import { TransferResolver } from '#arrival/transfer.resolver.js';
import { HeadingMappingResolver } from '#import/heading-mapping.resolver.js';
import { ImportWatchResolver } from '#import/import-watch.resolver.js';
import { ImportResolver } from '#import/import.resolver.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { fromGlobalId } from '#kernel/global-id.js';
import { AgreementResolver } from '#agreement/agreement.resolver.js';
import { OrganizationResolver } from '#party/organization.resolver.js';
import { NetworkResolver } from '#station/network.resolver.js';
import { ExportAgreementResolver } from '#agreement/export-agreement.resolver.js';
import { TrainingEntrustmentResolver } from '#agreement/training-entrustment.resolver.js';
import { OutreachResolver } from '#outreach/outreach.resolver.js';
import { EightOnesResolver } from '#picture/eight-ones.resolver.js';
import { LicenceResolver } from '#party/licence.resolver.js';
import { PartyResolver } from '#party/party.resolver.js';
import { ListWatchResolver } from '#picture/list-watch.resolver.js';
import { PictureResolver } from '#picture/picture.resolver.js';
import { PictureWatchResolver } from '#picture/picture-watch.resolver.js';
import { SixListsResolver } from '#picture/six-lists.resolver.js';
import { PostingResolver } from '#posting/posting.resolver.js';
import { PostingWatchResolver } from '#posting/posting-watch.resolver.js';
import { PostingEndResolver } from '#referral/posting-end.resolver.js';
import { ReferralResolver } from '#referral/referral.resolver.js';
import { WorkerReferralsResolver } from '#referral/worker-referrals.resolver.js';
import { ExportRecordResolver } from '#export/export-record.resolver.js';
import { StationResolver } from '#station/station.resolver.js';
import { VisitResolver } from '#station/visit.resolver.js';
import { SurveyAnswerResolver } from '#survey/survey-answer.resolver.js';
import { DemandListFilter, SupplyListFilter } from '#picture/pair-filter.type.js';
import { ExpiringWishesFilter } from '#willingness/willingness.type.js';
import { TransferRequestsFilter } from '#worker/transfer.type.js';
import { AnswersOfRoundsFilter } from '#survey/survey-answer.type.js';
import { SurveyRoundResolver } from '#survey/survey-round.resolver.js';
import { DispatchResolver } from '#trip/dispatch.resolver.js';
import { TripWatchResolver } from '#trip/trip-watch.resolver.js';
import { TripResolver } from '#trip/trip.resolver.js';
import { WebhookResolver } from '#webhook/webhook.resolver.js';
import { WillingnessResolver } from '#willingness/willingness.resolver.js';
import { FindWorkersResolver } from '#worker/find-workers.resolver.js';
import { WorkerResolver } from '#worker/worker.resolver.js';
import { NodeResolver } from './node.resolver.js';
import { sayAllowedWords } from './enum-words.js';
import { tellPlainly } from './plain-frames.js';

/** Every door of the house. A new one is enrolled here by one line. */
const DOORS: NonEmptyArray<ClassType> = [
  PartyResolver,
  LicenceResolver,
  PostingResolver,
  PostingWatchResolver,
  WorkerResolver,
  FindWorkersResolver,
  BuildingResolver,
  HouseholdResolver,
  WorkerHouseholdResolver,
  OfficerResolver,
  AssignmentResolver,
  LifeEventResolver,
  OneRecordResolver,
  TransferResolver,
  WillingnessResolver,
  SurveyRoundResolver,
  SurveyAnswerResolver,
  ReturnResolver,
  ConsentResolver,
  ProvisionalResolver,
  FestivalResolver,
  AssistanceResolver,
  WorkerAssistanceResolver,
  AgreementResolver,
  OrganizationResolver,
  NetworkResolver,
  ExportAgreementResolver,
  TrainingEntrustmentResolver,
  OutreachResolver,
  EightOnesResolver,
  StationResolver,
  VisitResolver,
  ReferralResolver,
  WorkerReferralsResolver,
  PostingEndResolver,
  DispatchResolver,
  TripResolver,
  ArrivalResolver,
  AnotherPostResolver,
  DispatchArrivalResolver,
  ArrivalStreamResolver,
  TripWatchResolver,
  ArrivalWatchResolver,
  ZeroEmploymentWatchResolver,
  PictureResolver,
  ListWatchResolver,
  PictureWatchResolver,
  SixListsResolver,
  ImportResolver,
  ImportWatchResolver,
  HeadingMappingResolver,
  WebhookResolver,
  ExportRecordResolver,
  NodeResolver,
];

/** The roots have no class to describe them. */
const ROOTS: Readonly<Record<string, string>> = {
  Query: 'What may be read (查询). Fields beside each other see one snapshot of the database.',
  Mutation:
    'What may be done (办理). Each answers the noun as it is now, and the position that contains the change.',
  Subscription:
    'What may be heard (订阅). Each item carries its position; `after` resumes behind it without loss. Whoever reads too slowly is ended with SUBSCRIBER_TOO_SLOW, and goes on with `after`; TOO_MUCH_WAITING when too many resumed streams of the account wait already.',
};

/**
 * Builds the graph. `made` gives the doors that hold more than an operation can tell them (the picture's fold).
 * @throws Error naming every fault of a graph that is none by GraphQL's specification
 */
export async function buildGraph(made: ReadonlyMap<unknown, object> = new Map()): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>(made);
  const doorOf = (door: unknown): object => {
    let instance = instances.get(door);
    if (!instance) instances.set(door, (instance = new (door as ClassType<object>)()));
    return instance;
  };
  const schema = await buildSchema({
    resolvers: DOORS,
    // What only a file is asked for by: no query names it.
    orphanedTypes: [
      AnswersOfRoundsFilter,
      DemandListFilter,
      SupplyListFilter,
      ExpiringWishesFilter,
      TransferRequestsFilter,
    ],
    validate: false,
    // It would check by answering introspection in full: a quarter of a second of every start. Below is what can be wrong.
    skipCheck: true,
    // Nothing is published here: streams come from the journal.
    pubSub: { publish: openedByPorch, subscribe: openedByPorch },
    container: { get: doorOf },
  });
  tellPlainly(schema, doorOf);
  assertValidSchema(schema);
  for (const [name, description] of Object.entries(ROOTS)) {
    const root = schema.getType(name);
    if (root) root.description = description;
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) letObjectsComeLater(type);
    // TypeGraphQL answers a promise here, for which the compiled executor does not wait.
    if (isInterfaceType(type)) type.resolveType = nounOf;
    if (isUnionType(type)) type.resolveType = frameOf;
    if (isEnumType(type) && !type.name.startsWith('__')) sayAllowedWords(type);
  }
  return schema;
}

/** Every interface here is Node, and a global id says which noun it is of. */
function nounOf({ id }: { readonly id: string }): string {
  return fromGlobalId(id).type;
}

/** Every union here is that of a watched list's frames, which know their names. */
function frameOf({ typeName }: { readonly typeName?: string }): string | undefined {
  return typeName;
}

/** Types whose rows bring everything along: lists of fifty spare a hundred calls. */
const AT_ONCE = /Connection$|Edge$|^(JobPosting|PostingAllocation|PostSupply|Organization|Region|PageInfo)$/;
/** What of them does not always: the employer of a posting that is told from its image, in a frame or a page of changes; the body above one. */
const MAY_COME_LATER: readonly string[] = ['JobPosting.employer', 'Organization.parent'];

/**
 * The compiled executor reads a field without a resolver as a plain value. A field that holds another object
 * may hold the promise of one (a batch loader's), so it gets the plainest resolver there is.
 */
function letObjectsComeLater(type: GraphQLObjectType): void {
  if (type.name.startsWith('__')) return;
  const atOnce = AT_ONCE.test(type.name);
  for (const field of Object.values(type.getFields()))
    if (
      !field.resolve &&
      isCompositeType(getNamedType(field.type)) &&
      (!atOnce || MAY_COME_LATER.includes(`${type.name}.${field.name}`))
    )
      field.resolve = (source: Record<string, unknown>) => source[field.name];
}
