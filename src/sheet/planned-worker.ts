import type { Tag, TagSubtype } from '#worker/worker-tag.entity.js';
import type { EmploymentForm, VerifyMethod, WorkAbility } from '#worker/worker.entity.js';
import type { Education } from '#kernel/education.js';
import type { RowRefusal } from './import-summary.js';

/** A population that a row says the person belongs to. */
export interface PlannedTag {
  readonly tag: Tag;
  readonly subtype: TagSubtype | null;
}

/** Present work as a row says it. */
export interface PlannedWork {
  readonly form: EmploymentForm;
  readonly regionCode: string;
  /** The row does not say the form; it was taken from whether an employer is named. */
  readonly isFormTaken: boolean;
}

/** One understood row. What is undefined the sheet does not say, and so stays as it is with a known person. */
export interface PlannedWorker {
  readonly sheet: string;
  /** Counted as a spreadsheet counts: the first row is 1. */
  readonly row: number;
  /** 18 characters. */
  readonly idNumber: string;
  readonly name: string;
  /** 11 digits. */
  readonly phone?: string;
  readonly serviceRegion?: string;
  readonly hukouRegion?: string;
  readonly ethnicity?: string;
  readonly education?: Education;
  readonly workAbility?: WorkAbility;
  readonly activity?: 'NONE' | 'STUDENT';
  /** null: the row says that the person has no work. */
  readonly employment?: PlannedWork | null;
  readonly verifyMethod?: VerifyMethod;
  readonly skills?: readonly string[];
  readonly tags: readonly PlannedTag[];
  /** What must be known of somebody new and is not said; somebody known is corrected without it. */
  readonly lacking: readonly RowRefusal[];
  /** The cell of the number, for what only the registry can say against it. */
  readonly keyCell: Pick<RowRefusal, 'sheet' | 'row' | 'column' | 'cell'>;
}
