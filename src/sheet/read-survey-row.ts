import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import type { Wishes } from '#survey/record-wishes.js';
import type { Respondent, SurveyOutcome } from '#survey/survey-answer.entity.js';
import type { ContactMethod, Intent } from '#willingness/willingness.entity.js';
import { EMPTY, readCount, readWord } from './cell-word.js';
import { type ListedPerson, readListed } from './listed-person.js';
import { plainText } from './plain-text.js';
import { readDay } from './read-day.js';
import type { ResolveRegion } from './read-place.js';
import { readWhere } from './read-where.js';
import type { RowUnderReading } from './row-under-reading.js';
import { splitSkills } from './skill-words.js';
import type { SurveyField } from './survey-headings.js';

/** What a row of a survey says. */
export interface SurveySaid extends ListedPerson, Wishes {
  /** The name of the round; left out where there is one alone. */
  readonly round?: string;
  readonly answer: {
    readonly outcome: SurveyOutcome;
    readonly method: ContactMethod;
    readonly respondent?: Respondent;
    readonly note?: string;
  };
}

const OUTCOMES: Readonly<Record<string, SurveyOutcome>> = {
  未走访: 'NOT_ASKED',
  已完成: 'DONE',
  已走访: 'DONE',
  已联系: 'DONE',
  联系不上: 'UNREACHABLE',
  未联系上: 'UNREACHABLE',
  无法联系: 'UNREACHABLE',
  拒绝: 'REFUSED',
  拒访: 'REFUSED',
  已迁走: 'MOVED',
  迁出: 'MOVED',
  已去世: 'DECEASED',
  死亡: 'DECEASED',
};
const METHODS: Readonly<Record<string, ContactMethod>> = {
  入户: 'VISIT',
  走访: 'VISIT',
  电话: 'PHONE',
  短信: 'SMS',
  本人填报: 'SELF',
};
const RESPONDENTS: Readonly<Record<string, Respondent>> = {
  本人: 'WORKER',
  亲属: 'FAMILY',
  家属: 'FAMILY',
  家人: 'FAMILY',
};
const INTENTS: Readonly<Record<string, Intent>> = {
  外出务工: 'GO_OUT',
  就近就业: 'LOCAL',
  县内就业: 'LOCAL',
  更换工作: 'CHANGE_JOB',
  自主创业: 'STARTUP',
  无就业意愿: 'NONE',
};
const YES_NO: Readonly<Record<string, 'YES' | 'NO'>> = {
  是: 'YES',
  愿意: 'YES',
  有: 'YES',
  否: 'NO',
  不愿意: 'NO',
  无: 'NO',
};
/** Yuan a month. */
const HIGHEST_WAGE = 1_000_000;
const NOT_ASKED_YET = refused(
  'NOT_ASKED_YET',
  '走访结果为“未走访”的，不能填写走访方式、答复人、备注和意愿；已走访的请填写结果。',
  'Of whom nobody asked there is no method, respondent, note or wish; who was asked has another outcome.',
);
const WISH_WITHOUT_INTENT = refused(
  'INTENT_MISSING',
  '填写了意向地、工种或工资的，须填写就业意愿。',
  'Who names a place, a trade or a wage says what work is wanted.',
);

/** Reads one row; undefined where it was refused for what its cells say. */
export function readSurveyRow(
  op: Operation,
  row: RowUnderReading<SurveyField>,
  resolve: ResolveRegion,
): SurveySaid | undefined {
  const person = readListed(op, row);
  const outcome = row.understood('outcome', readWord(row.cell('outcome'), OUTCOMES));
  const method = row.understood('method', readWord(row.cell('method'), METHODS));
  const respondent = row.understood('respondent', readWord(row.cell('respondent'), RESPONDENTS));
  if (outcome && outcome.code === null) row.refuse('outcome', EMPTY);
  const work = readWork(op, row, resolve);
  const training = readTraining(row);
  if (!person || !outcome?.code || !method || !respondent || row.refusals.length > 0) return undefined;
  const [round, note] = [row.cell('round').trim(), row.cell('note').trim()];
  if (outcome.code === 'NOT_ASKED' && (method.code || respondent.code || note || work || training)) {
    row.refuse('outcome', NOT_ASKED_YET);
    return undefined;
  }
  return {
    ...person,
    ...(round !== '' && { round }),
    answer: {
      outcome: outcome.code,
      method: method.code ?? 'VISIT',
      ...(respondent.code !== null && { respondent: respondent.code }),
      ...(note !== '' && { note }),
    },
    ...(work && { work }),
    ...(training && { training }),
  };
}

function readWork(
  op: Operation,
  row: RowUnderReading<SurveyField>,
  resolve: ResolveRegion,
): Wishes['work'] | undefined {
  const intent = row.understood('intent', readWord(row.cell('intent'), INTENTS));
  const places = row.understood('destinations', readPlaces(op, row.cell('destinations'), resolve));
  const wage = row.understood('wageMin', readCount(yuan(row.cell('wageMin')), HIGHEST_WAGE));
  const ready = row.understood('availableFrom', readDay(row.cell('availableFrom')));
  const occupations = splitSkills(row.cell('occupations'));
  if (!intent || !places || !wage || !ready) return undefined;
  const said = {
    ...(places.codes.length > 0 && { destinations: places.codes }),
    ...(occupations.length > 0 && { occupations }),
    ...(wage.count !== null && { wageMin: wage.count * 100 }),
    ...(ready.day !== null && { availableFrom: ready.day }),
  };
  if (intent.code !== null) return { intent: intent.code, ...said };
  if (Object.keys(said).length > 0) row.refuse('intent', WISH_WITHOUT_INTENT);
  return undefined;
}

function readTraining(row: RowUnderReading<SurveyField>): Wishes['training'] | undefined {
  const wants = row.understood('wantsTraining', readWord(row.cell('wantsTraining'), YES_NO));
  const trainingTopics = splitSkills(row.cell('trainingTopics'));
  if (!wants || (wants.code === null && trainingTopics.length === 0)) return undefined;
  return { wantsTraining: wants.code !== 'NO', ...(trainingTopics.length > 0 && { trainingTopics }) };
}

/** A cell of places in their order, groups of regions (珠三角) among them. */
function readPlaces(op: Operation, cell: string, resolve: ResolveRegion): Reading<{ codes: string[] }> {
  const codes: string[] = [];
  const groups = [...op.regions.all()].filter(({ level }) => level === 'REGION_GROUP');
  for (const name of cell.split(/[、，,;；\n]/)) {
    const group = groups.find((region) => region.name === name.trim());
    const place = group ? { ok: true as const, code: group.code } : readWhere(name, resolve);
    if (!place.ok) return place;
    if (place.code !== null) codes.push(place.code);
  }
  return { ok: true, codes };
}

/** 5000元 and 5000元/月 are the number alone. */
function yuan(cell: string): string {
  return (plainText(cell, 20) ?? cell).replace(/元(?:\/月)?$/, '');
}
