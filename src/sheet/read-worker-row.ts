import type { Operation, RegionFact } from '#kernel/operation.js';
import { wordsOf } from '#kernel/plain-text.js';
import { refused } from '#kernel/reading.js';
import { isAncestorPath, pathOf } from '#kernel/region-code.js';
import { type CellRemark, once } from './cell-remark.js';
import { oddities, ODDITY_TEXT } from './county-checks.rules.js';
import { errorMark } from './error-mark.js';
import { refusalOf } from './import-request.js';
import type { RowRefusal } from './import-summary.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import type { ResolveRegion } from './read-place.js';
import { readHome } from './read-home.js';
import { readPerson } from './read-person.js';
import { readPresentWork } from './read-present-work.js';
import { readWorkerTags } from './read-worker-tags.js';
import { RowUnderReading } from './row-under-reading.js';
import type { SheetRow } from './sheet-row.js';
import { splitSkills } from './skill-words.js';
import type { WorkerColumns } from './worker-columns.js';
import {
  readAbility,
  readSchooling,
  readSchoolLevel,
  readVerification,
  saysSomething,
} from './worker-words.js';

/** What the rows of one import are read against. */
export interface WorkerRowContext {
  readonly op: Operation;
  readonly columns: WorkerColumns;
  readonly own: OwnPlaces;
  readonly resolve: ResolveRegion;
  /** Telephone → the number of the first household of this file that has it. */
  readonly phones: Map<string, string>;
}

export type WorkerRowReading =
  | { readonly ok: true; readonly worker: PlannedWorker; readonly notes: readonly CellRemark[] }
  | { readonly ok: false; readonly refusals: readonly RowRefusal[] };

const SHIFTED = refused(
  'ROW_SHIFTED',
  '本行的列数多于表头，内容可能错位。',
  'The row has more cells than the heading, so its contents may be shifted.',
);
const EDUCATION_MISSING = refused(
  'EDUCATION_MISSING',
  '新登记的人员须填写文化程度（在校生填写在校生状况）。',
  'Somebody new needs the schooling, or the school attended.',
);
const SKILLS_LEFT_OUT = refused(
  'SKILLS_LEFT_OUT',
  '技能应为最多20项、每项不超过50字的文字，未采用。',
  'The skills are more than 20, or longer than 50 letters, and were left out.',
);
const ABILITY_MISSING = refused(
  'WORK_ABILITY_MISSING',
  '新登记的人员须填写劳动技能。',
  'Somebody new needs the ability to work.',
);

/**
 * Reads one row of a list of workers: somebody to register or to correct, or all faults of the row at once. What
 * decides who somebody is, who answers for the person and who is in the labour base is understood or refused; a
 * telephone or a skill that cannot be used is left out with a note, and what the counties' own checks find is a
 * note, too.
 */
export function readWorkerRow(
  line: SheetRow,
  { op, columns, own, resolve, phones }: WorkerRowContext,
): WorkerRowReading {
  const row = new RowUnderReading(line, columns);
  const { cell } = row;
  if (line.surplus > 0) row.refuse('name', SHIFTED);
  for (const field of columns.fields) {
    const mark = errorMark(cell(field));
    if (mark) row.refuse(field, mark);
  }
  if (row.refusals.length > 0) return { ok: false, refusals: row.refusals };
  const person = readPerson(op, row, phones);
  const home = readHome(row, own, op.regions, resolve);
  const school = row.understood('education', readSchoolLevel(cell('education')));
  const schooling = row.understood('studying', readSchooling(cell('studying')));
  const ability = row.understood('workAbility', readAbility(cell('workAbility')));
  const verified = row.understood('verified', readVerification(cell('verified')));
  const tags = tagsOf(row);
  const work = row.understood('workPlace', presentWork(row, own.self, op, resolve));
  if (work?.note)
    row.note(work.note.reason === 'WORK_FORM_TAKEN' ? 'employmentForm' : 'workPlace', work.note);
  for (const [field, oddity] of oddities({
    ...row,
    birthDate: person?.birthDate,
    today: op.today,
    worksOutside: work?.work ? isOutside(work.work.regionCode, own.self) : undefined,
  }))
    row.note(field, { reason: oddity, text: ODDITY_TEXT[oddity] });
  if (
    row.refusals.length > 0 ||
    !person ||
    !home ||
    !school ||
    !schooling ||
    !ability ||
    !verified ||
    !tags ||
    !work
  )
    return { ok: false, refusals: once(row.refusals) };

  const education = school.education ?? schooling.reached ?? undefined;
  const lacking: RowRefusal[] = [];
  if (education === undefined) lacking.push(row.refusal('education', EDUCATION_MISSING));
  if (ability.ability === null && row.hasColumn('workAbility'))
    lacking.push(row.refusal('workAbility', ABILITY_MISSING));
  const worker: PlannedWorker = {
    sheet: line.sheet,
    row: line.row,
    ...person.said,
    ...home,
    ...(education !== undefined && { education }),
    ...(ability.ability !== null && { workAbility: ability.ability }),
    ...(verified.method !== null && { verifyMethod: verified.method }),
    ...skillsOf(row),
    ...(schooling.student && { activity: 'STUDENT' as const }),
    ...(work.work !== undefined && { employment: work.work }),
    tags,
    lacking,
    keyCell: row.place('idNumber'),
  };
  return { ok: true, worker, notes: once(row.notes) };
}

function tagsOf(row: RowUnderReading): PlannedWorker['tags'] | undefined {
  const reading = readWorkerTags(row.cell);
  if (reading.ok) return reading.tags;
  row.refuse(reading.field ?? 'householdKind', reading);
  return undefined;
}

function skillsOf(row: RowUnderReading): Pick<PlannedWorker, 'skills'> {
  const skills = splitSkills(row.cell('skills')).filter((skill) => saysSomething(skill));
  if (skills.length === 0) return {};
  try {
    return { skills: wordsOf('skills', skills) };
  } catch (cause) {
    refusalOf(cause);
    row.note('skills', SKILLS_LEFT_OUT);
    return {};
  }
}

function presentWork({ cell }: RowUnderReading, self: RegionFact, op: Operation, resolve: ResolveRegion) {
  const text = {
    working: cell('workState'),
    province: cell('workProvince'),
    city: cell('workCity'),
    county: cell('workCounty'),
    place: cell('workPlace'),
    form: cell('employmentForm'),
    channel: cell('employmentChannel'),
    employer: cell('employer'),
    publicPost: cell('publicPost'),
    abroad: cell('worksAbroad'),
  };
  return readPresentWork(text, self, op.regions, resolve);
}

function isOutside(regionCode: string, self: RegionFact): boolean {
  return !isAncestorPath(self.path.slice(0, 6), pathOf(regionCode) ?? '');
}
