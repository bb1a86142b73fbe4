import { isOneLine } from '#kernel/plain-text.js';
import { type Reading, refused } from '#kernel/reading.js';
import type { WagePeriod } from '#posting/job-posting.entity.js';
import { findSexRequirement, findUnlawfulWording, UNLAWFUL_TEXT } from '#posting/posting-text.rules.js';
import { type CellRemark, once, type Remark, remarkOn } from './cell-remark.js';
import { errorMark } from './error-mark.js';
import type { PostingColumns } from './posting-columns.js';
import type { PostingField } from './posting-headings.js';
import type { SheetRow } from './sheet-row.js';
import { type EducationLevel, readEducation } from './read-education.js';
import { type ResolveRegion, readPlace } from './read-place.js';
import { readEmployer, readPublishedOn, readRequirement, readTitle } from './read-posting-words.js';
import { agesOf, headcountOf, wageOf } from './read-twice-given.js';
import type { WageKind } from './read-wage.js';

/** One understood row. Empty texts are null; nothing here was guessed. */
export interface SheetPosting {
  /** Of a workbook; empty for a CSV file. */
  sheet: string;
  row: number;
  employer: string;
  title: string;
  headcount: number;
  /** A region code: the district where it is known, else the city. */
  workRegion: string;
  workAddress: string | null;
  /** Fen; null where `wageKind` is not STATED, and the highest also where the wage is open above. */
  wageMinFen: number | null;
  wageMaxFen: number | null;
  wagePeriod: WagePeriod | null;
  wageKind: WageKind;
  /** The employer's words about the wage, at most 200 characters. */
  wageText: string | null;
  ageMin: number | null;
  ageMax: number | null;
  education: EducationLevel | null;
  requirement: string | null;
  publishedOn: string | null;
  sourceUrl: string | null;
  sourceKind: string | null;
  sourceId: string | null;
}

export type PostingRowReading =
  | { ok: true; posting: SheetPosting; notes: CellRemark[] }
  | { ok: false; row: number; refusals: CellRemark[] };

export interface RowContext {
  columns: PostingColumns;
  resolveRegion: ResolveRegion;
  /** YYYY-MM-DD: nothing was published after it. */
  today: string;
}

const AN_ADDRESS = /[省市区县镇乡村路街道巷号园厂港城里站场楼店]|工业|大道|中心|大厦|小区/;

const SHIFTED = refused(
  'ROW_SHIFTED',
  '本行的列数多于表头，内容可能错位。',
  'The row has more cells than the heading, so its contents may be shifted.',
);
const DISTRICT_LEFT_OUT = refused(
  'DISTRICT_LEFT_OUT',
  '该区县不在行政区划表中，岗位登记到城市。',
  'No such district is registered; the post is entered under its city.',
);
const ADDRESS_LEFT_OUT = refused(
  'ADDRESS_LEFT_OUT',
  '该内容不是地址，未采用。',
  'This is no address and was left out.',
);
const WAGE_NOT_EMPLOYERS = refused(
  'WAGE_NOT_EMPLOYERS',
  '薪资只来自平台字段，不是用人单位原话，未采用。',
  'The wage stands in a platform’s field alone and is not the employer’s word; it was left out.',
);

/**
 * Reads one row of a vacancy list: a posting, or all faults of the row at once; where formulas show errors
 * (CELL_ERROR), these alone. A filled cell that bears on
 * who may come and what is paid must be understood; a district or an address that cannot be used is left
 * out with a note. A wage that only a platform's field states (`wage_basis` = `aggregator field only`, or
 * `结构化:` in the text) is not the employer's word: the posting then has none, with a note.
 */
export function readPostingRow(
  line: SheetRow,
  { columns, resolveRegion, today }: RowContext,
): PostingRowReading {
  const refusals: CellRemark[] = [];
  const notes: CellRemark[] = [];
  const cell = (field: PostingField) => line.cells[columns.get(field) ?? ''] ?? '';
  const on = (field: PostingField, remark: Remark) =>
    remarkOn(columns.get(field) ?? field, cell(field), remark);
  /** The first of the fields that the sheet has: where a fault of theirs is shown. */
  const shown = (...fields: [PostingField, ...PostingField[]]) =>
    fields.find((field) => cell(field) !== '') ?? fields[0];
  const understood = <T>(field: PostingField, reading: Reading<T>): T | undefined => {
    if (reading.ok) return reading;
    refusals.push(on(field, reading));
    return undefined;
  };

  for (const [field, heading] of columns) {
    const mark = errorMark(line.cells[heading] ?? '');
    if (mark) refusals.push(on(field, mark));
  }
  if (refusals.length > 0) return { ok: false, row: line.row, refusals };
  if (line.surplus > 0) refusals.push(on('employer', SHIFTED));
  const employer = understood('employer', readEmployer(cell('employer')));
  const title = understood('title', readTitle(cell('title')));
  const headcount = understood(shown('headcountText', 'headcount'), headcountOf(cell));
  const where = { city: cell('city'), district: cell('district'), workAddress: cell('workAddress') };
  const place = understood('city', readPlace(where, resolveRegion));
  const wage = understood(shown('wageText', 'monthlyWageText', 'wageMin'), wageOf(cell));
  const ages = understood(shown('ageText', 'ageMin', 'ageMax'), agesOf(cell));
  const education = understood('educationText', readEducation(cell('educationText')));
  const requirement = understood('requirement', readRequirement(cell('requirement')));
  const published = understood('publishedOn', readPublishedOn(cell('publishedOn'), today));
  for (const field of ['title', 'requirement', 'workAddress'] as const) {
    for (const { kind } of findUnlawfulWording(cell(field).slice(0, 2000))) {
      refusals.push(on(field, { reason: `UNLAWFUL_${kind}`, text: UNLAWFUL_TEXT[kind] }));
    }
  }
  if (findSexRequirement(cell('sexText')).length > 0) {
    refusals.push(on('sexText', { reason: 'UNLAWFUL_SEX', text: UNLAWFUL_TEXT.SEX }));
  }
  if (
    refusals.length > 0 ||
    !(employer && title && headcount && place && wage && ages && education && requirement && published)
  ) {
    return { ok: false, row: line.row, refusals: once(refusals) };
  }

  const wageText = (cell('wageText') || cell('monthlyWageText')).replace(/\s+/g, ' ');
  const isAddress =
    where.workAddress.length <= 300 && isOneLine(where.workAddress) && AN_ADDRESS.test(where.workAddress);
  if (!place.districtKnown) notes.push(on('district', DISTRICT_LEFT_OUT));
  if (where.workAddress !== '' && !isAddress) notes.push(on('workAddress', ADDRESS_LEFT_OUT));
  if (wage.platformOnly) notes.push(on('wageText', WAGE_NOT_EMPLOYERS));
  const posting: SheetPosting = {
    sheet: line.sheet,
    row: line.row,
    employer: employer.employer,
    title: title.title,
    headcount: headcount.headcount,
    workRegion: place.workRegion,
    workAddress: isAddress ? where.workAddress : null,
    wageMinFen: wage.minFen,
    wageMaxFen: wage.maxFen,
    wagePeriod: wage.period,
    wageKind: wage.kind,
    wageText: wage.platformOnly ? null : wageText.slice(0, 200) || null,
    ageMin: ages.ageMin,
    ageMax: ages.ageMax,
    education: education.education,
    requirement: requirement.requirement,
    publishedOn: published.publishedOn,
    sourceUrl: cell('sourceUrl') || null,
    sourceKind: cell('sourceKind') || null,
    sourceId: cell('sourceId') || null,
  };
  return { ok: true, posting, notes };
}
