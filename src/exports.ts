import { ARRIVALS_EXPORT } from '#export/export-arrivals.list.js';
import { ASSISTANCE_PLANS_EXPORT } from '#export/export-assistance-plans.list.js';
import { DISPATCHES_EXPORT } from '#export/export-dispatches.list.js';
import { EXPIRING_WISHES_EXPORT } from '#export/export-expiring-wishes.list.js';
import { HOUSEHOLDS_EXPORT } from '#export/export-households.list.js';
import type { ExportList } from '#export/export-list.js';
import { ORGANIZATIONS_EXPORT } from '#export/export-organizations.list.js';
import { POSTINGS_EXPORT } from '#export/export-postings.list.js';
import { REFERRALS_EXPORT } from '#export/export-referrals.list.js';
import { RESPONSIBLE_PEOPLE_EXPORT } from '#export/export-responsible-people.list.js';
import { RETURNEES_EXPORT } from '#export/export-returnees.list.js';
import { SURVEY_ANSWERS_EXPORT } from '#export/export-survey-answers.list.js';
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
];
