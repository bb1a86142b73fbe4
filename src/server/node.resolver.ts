import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { loadArrivals } from '#arrival/arrival.list.js';
import { loadAssignments } from '#duty/assignment.list.js';
import { loadOfficers } from '#duty/officer.list.js';
import { loadBuildings } from '#household/building.list.js';
import { loadHouseholds } from '#household/household.list.js';
import { loadCases } from '#household/zero-employment.list.js';
import { loadProvisionalPeople } from '#provisional/provisional.list.js';
import { loadConsents } from '#consent/consent.list.js';
import { loadFestivals } from '#homecoming/festival.list.js';
import { loadReturns } from '#homecoming/return.list.js';
import { loadMeasures, loadPlans } from '#assistance/assistance.list.js';
import { loadMappings } from '#import/heading-mapping.list.js';
import { loadImports } from '#import/import-run.list.js';
import { notFound } from '#kernel/error.js';
import { fromGlobalId, type NodeType } from '#kernel/global-id.js';
import { Node } from '#kernel/node.type.js';
import type { BatchFunction, Operation } from '#kernel/operation.js';
import { AT_LEAST } from '#kernel/page.type.js';
import { Position } from '#kernel/scalars.js';
import { loadAgreements } from '#agreement/agreement.list.js';
import { loadExportAgreements } from '#agreement/export-agreement.list.js';
import { loadTrainingEntrustments } from '#agreement/training-entrustment.list.js';
import { loadOutreachGroups } from '#outreach/outreach.list.js';
import { loadLicences } from '#party/licence.list.js';
import { loadOrganizations, loadPairings, regionNode } from '#party/party.list.js';
import { loadPostings } from '#posting/posting.list.js';
import { loadReferrals } from '#referral/referral.list.js';
import { loadExportRecords } from '#export/export-record.list.js';
import { loadInspections, loadStations } from '#station/station.list.js';
import { loadVisits } from '#station/visit.list.js';
import { loadSurveyAnswers } from '#survey/survey-answer.list.js';
import { loadSurveyRounds } from '#survey/survey-round.list.js';
import { loadDispatches } from '#trip/dispatch.list.js';
import { loadTrips } from '#trip/trip.list.js';
import { loadDeliveries, loadWebhooks } from '#webhook/webhook.list.js';
import { loadWillingness } from '#willingness/willingness.list.js';
import { loadLifeEvents } from '#worker/life-event.list.js';
import { loadDuplicates } from '#worker/possible-duplicate.list.js';
import { loadTransfers } from '#worker/transfer.list.js';
import { loadWorkers } from '#worker/worker.list.js';

/** How each noun is found by its key; every loader starts from what the viewer may see. */
const LOADERS: Record<Exclude<NodeType, 'Region'>, BatchFunction<string, object>> = {
  Organization: loadOrganizations,
  Pairing: loadPairings,
  HrLicence: loadLicences,
  CooperationAgreement: loadAgreements,
  ExportAgreement: loadExportAgreements,
  TrainingEntrustment: loadTrainingEntrustments,
  OutreachGroup: loadOutreachGroups,
  Worker: loadWorkers,
  Building: loadBuildings,
  Household: loadHouseholds,
  ZeroEmployment: loadCases,
  Officer: loadOfficers,
  Assignment: loadAssignments,
  LifeEvent: loadLifeEvents,
  PossibleDuplicate: loadDuplicates,
  TransferRequest: loadTransfers,
  Willingness: loadWillingness,
  SurveyRound: loadSurveyRounds,
  SurveyAnswer: loadSurveyAnswers,
  ReturnRecord: loadReturns,
  Consent: loadConsents,
  ProvisionalPerson: loadProvisionalPeople,
  Festival: loadFestivals,
  AssistancePlan: loadPlans,
  AssistanceMeasure: loadMeasures,
  ServiceStation: loadStations,
  StationInspection: loadInspections,
  StationVisit: loadVisits,
  JobPosting: loadPostings,
  Referral: loadReferrals,
  DispatchOrder: loadDispatches,
  Trip: loadTrips,
  Arrival: loadArrivals,
  ImportRun: loadImports,
  HeadingMapping: loadMappings,
  Webhook: loadWebhooks,
  WebhookDelivery: loadDeliveries,
  ExportRecord: loadExportRecords,
};

/** Relay's way to ask for one thing again. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    description:
      'One noun by its global id (按编号查询). NOT_FOUND when it is not there or not yours to see: the same answer for both.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The global id. Error reason: NOT_AN_ID.' }) id: string,
    @Ctx() op: Operation,
    @Arg('atLeast', () => Position, { nullable: true, description: AT_LEAST }) atLeast?: string | null,
  ): Promise<object> {
    const { type, key } = fromGlobalId(id);
    // What is read after that sees no less.
    if (atLeast != null) await op.readAtLeast(atLeast);
    if (type === 'Region') return regionNode(op, op.regions.known(key, 'id'));
    const found = await op.batch(LOADERS[type]).load(key);
    if (!found) throw notFound({ zh: '对象', en: 'object' }, 'id');
    return found;
  }
}
