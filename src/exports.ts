import { ARRIVALS_EXPORT } from '#export/export-arrivals.list.js';
import { ASSIGNMENTS_EXPORT } from '#export/export-assignments.list.js';
import { ASSISTANCE_PLANS_EXPORT } from '#export/export-assistance-plans.list.js';
import { COOPERATION_AGREEMENTS_EXPORT } from '#export/export-cooperation-agreements.list.js';
import { DISPATCHES_EXPORT } from '#export/export-dispatches.list.js';
import { EXPIRING_WISHES_EXPORT } from '#export/export-expiring-wishes.list.js';
import { EXPORT_AGREEMENTS_EXPORT } from '#export/export-export-agreements.list.js';
import { HOUSEHOLDS_EXPORT } from '#export/export-households.list.js';
import { LICENCES_EXPORT } from '#export/export-licences.list.js';
import type { ExportList } from '#export/export-list.js';
import { OFFICERS_EXPORT } from '#export/export-officers.list.js';
import { ORGANIZATIONS_EXPORT } from '#export/export-organizations.list.js';
import { OUTREACH_GROUPS_EXPORT } from '#export/export-outreach-groups.list.js';
import { POSSIBLE_DUPLICATES_EXPORT } from '#export/export-possible-duplicates.list.js';
import { POSTINGS_EXPORT } from '#export/export-postings.list.js';
import { PROVISIONAL_PEOPLE_EXPORT } from '#export/export-provisional-people.list.js';
import { REFERRALS_EXPORT } from '#export/export-referrals.list.js';
import { RESPONSIBLE_PEOPLE_EXPORT } from '#export/export-responsible-people.list.js';
import { RETURNEES_EXPORT } from '#export/export-returnees.list.js';
import { STATION_VISITS_EXPORT } from '#export/export-station-visits.list.js';
import { STATIONS_EXPORT } from '#export/export-stations.list.js';
import { SURVEY_ANSWERS_EXPORT } from '#export/export-survey-answers.list.js';
import { SURVEY_ROUNDS_EXPORT } from '#export/export-survey-rounds.list.js';
import { TRAINING_ENTRUSTMENTS_EXPORT } from '#export/export-training-entrustments.list.js';
import { TRANSFER_REQUESTS_EXPORT } from '#export/export-transfer-requests.list.js';
import { TRIPS_EXPORT } from '#export/export-trips.list.js';
import { WORKERS_EXPORT } from '#export/export-workers.list.js';
import { ZERO_EMPLOYMENT_EXPORT } from '#export/export-zero-employment.list.js';
import { SIX_LISTS } from '#picture/six-lists.rules.js';
import { JOB_DEMAND_EXPORT, POST_SUPPLY_EXPORT, sixListExport } from './picture-exports.js';

/** Every list that can leave as a file. A new one is enrolled here by one word. */
export const EXPORTS: readonly ExportList[] = [
  WORKERS_EXPORT,
  POSTINGS_EXPORT,
  ARRIVALS_EXPORT,
  HOUSEHOLDS_EXPORT,
  ...SIX_LISTS.map(sixListExport),
  RETURNEES_EXPORT,
  SURVEY_ANSWERS_EXPORT,
  ORGANIZATIONS_EXPORT,
  JOB_DEMAND_EXPORT,
  POST_SUPPLY_EXPORT,
  EXPIRING_WISHES_EXPORT,
  RESPONSIBLE_PEOPLE_EXPORT,
  ZERO_EMPLOYMENT_EXPORT,
  ASSISTANCE_PLANS_EXPORT,
  REFERRALS_EXPORT,
  DISPATCHES_EXPORT,
  TRIPS_EXPORT,
  PROVISIONAL_PEOPLE_EXPORT,
  SURVEY_ROUNDS_EXPORT,
  OFFICERS_EXPORT,
  ASSIGNMENTS_EXPORT,
  TRANSFER_REQUESTS_EXPORT,
  POSSIBLE_DUPLICATES_EXPORT,
  STATIONS_EXPORT,
  STATION_VISITS_EXPORT,
  COOPERATION_AGREEMENTS_EXPORT,
  EXPORT_AGREEMENTS_EXPORT,
  TRAINING_ENTRUSTMENTS_EXPORT,
  LICENCES_EXPORT,
  OUTREACH_GROUPS_EXPORT,
];
