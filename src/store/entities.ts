import { Assignment } from '#duty/assignment.entity.js';
import { Officer } from '#duty/officer.entity.js';
import { Building } from '#household/building.entity.js';
import { Household } from '#household/household.entity.js';
import { HouseholdMember } from '#household/household-member.entity.js';
import { Account } from '#party/account.entity.js';
import { CooperationAgreement } from '#agreement/cooperation-agreement.entity.js';
import { ExportAgreement } from '#agreement/export-agreement.entity.js';
import { TrainingEntrustment } from '#agreement/training-entrustment.entity.js';
import { OutreachGroup } from '#outreach/outreach-group.entity.js';
import { HrLicence } from '#party/hr-licence.entity.js';
import { Organization } from '#party/organization.entity.js';
import { Pairing } from '#party/pairing.entity.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { AssistanceMeasure } from '#assistance/assistance-measure.entity.js';
import { AssistancePlan } from '#assistance/assistance-plan.entity.js';
import { Willingness } from '#willingness/willingness.entity.js';
import { IdentityReading } from '#worker/identity-reading.entity.js';
import { LifeEvent } from '#worker/life-event.entity.js';
import { PossibleDuplicate } from '#worker/possible-duplicate.entity.js';
import { TransferRequest } from '#worker/transfer-request.entity.js';
import { Worker } from '#worker/worker.entity.js';
import { WorkerIdentity } from '#worker/worker-identity.entity.js';
import { WorkerMerge } from '#worker/worker-merge.entity.js';
import { WorkerTag } from '#worker/worker-tag.entity.js';
import { ServiceStation } from '#station/service-station.entity.js';
import { StationInspection } from '#station/station-inspection.entity.js';
import { StationVisit } from '#station/station-visit.entity.js';
import { SurveyAnswer } from '#survey/survey-answer.entity.js';
import { SurveyRound } from '#survey/survey-round.entity.js';
import { ProvisionalPerson } from '#provisional/provisional-person.entity.js';
import { Consent } from '#consent/consent.entity.js';
import { Festival } from '#homecoming/festival.entity.js';
import { ReturnRecord } from '#homecoming/return-record.entity.js';
import { Arrival } from '#arrival/arrival.entity.js';
import { Referral } from '#referral/referral.entity.js';
import { DispatchOrder } from '#trip/dispatch-order.entity.js';
import { Trip } from '#trip/trip.entity.js';
import { TripPassenger } from '#trip/trip-passenger.entity.js';
import { HeadingMapping } from '#import/heading-mapping.entity.js';
import { ImportRun } from '#import/import-run.entity.js';
import { ExportRecord } from '#export/export-record.entity.js';
import { Webhook } from '#webhook/webhook.entity.js';

/** Every noun that verbs change; a new one is enrolled here by one line. */
export const ENTITIES = [
  Account,
  Organization,
  Pairing,
  HrLicence,
  CooperationAgreement,
  ExportAgreement,
  TrainingEntrustment,
  OutreachGroup,
  JobPosting,
  Worker,
  WorkerIdentity,
  WorkerTag,
  LifeEvent,
  PossibleDuplicate,
  WorkerMerge,
  TransferRequest,
  IdentityReading,
  Building,
  Household,
  HouseholdMember,
  Officer,
  Assignment,
  Willingness,
  SurveyRound,
  SurveyAnswer,
  ReturnRecord,
  Consent,
  ProvisionalPerson,
  Festival,
  AssistancePlan,
  AssistanceMeasure,
  ServiceStation,
  StationInspection,
  StationVisit,
  Referral,
  DispatchOrder,
  Trip,
  TripPassenger,
  Arrival,
  ImportRun,
  HeadingMapping,
  Webhook,
  ExportRecord,
];
