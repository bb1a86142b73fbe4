/** The generated files of demo/, as text: what the files must hold, byte for byte. */
import { csvText } from './csv-text.js';
import {
  DEMO_SEED,
  inventedPostings,
  type InventedEmployer,
  type InventedPosting,
} from './invented-postings.js';

const EMPLOYER_COLUMNS: readonly (keyof InventedEmployer)[] = [
  'key',
  'type',
  'name',
  'region_code',
  'parent_key',
  'level',
  'side',
  'uscc',
  'invented',
  'pool',
];
const POSTING_COLUMNS: readonly (keyof InventedPosting)[] = [
  'key',
  'employer_key',
  'title',
  'occupation',
  'work_region_code',
  'headcount',
  'wage_min_fen',
  'wage_max_fen',
  'age_min',
  'age_max',
  'education',
  'contract_offered',
  'social_insurance_offered',
  'housing',
  'meals',
  'training_provided',
  'suitable_for_target',
  'valid_days',
  'pool',
];

/** File name inside demo/ and its whole text (UTF-8, CRLF). A test holds the files equal to this. */
export function inventedFiles(): { name: string; text: string }[] {
  const { employers, postings } = inventedPostings(DEMO_SEED);
  return [
    { name: 'invented-employers.csv', text: csvText(EMPLOYER_COLUMNS, employers) },
    { name: 'invented-postings.csv', text: csvText(POSTING_COLUMNS, postings) },
  ];
}
