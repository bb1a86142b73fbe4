import type { Operation } from '#kernel/operation.js';
import { SURVEY_HEADINGS } from '#sheet/survey-headings.js';
import { answersOfRounds, type SurveyAnswerNode } from '#survey/survey-answer.list.js';
import { type Respondent, SURVEY_ANSWER_WORDS, type SurveyOutcome } from '#survey/survey-answer.entity.js';
import type { WorkerField } from '#sheet/worker-headings.js';
import type { ContactMethod } from '#willingness/willingness.entity.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { dayOf } from './said-moment.js';
import { CONTACT_WORD } from './words-written.js';

const RESPONDENT: Readonly<Record<Respondent, string>> = { WORKER: '本人', FAMILY: '亲属' };

/** What whoever goes from door to door needs of a person: who, where, how to call. */
const WHOM: readonly WorkerField[] = [
  'name',
  'idNumber',
  'phone',
  'sex',
  'birthDate',
  'town',
  'village',
  'site',
  'workState',
  'workPlace',
];
/** What the visit is to bring: empty, to be filled in on the way and imported. */
const TO_FILL_IN = [
  SURVEY_HEADINGS.intent,
  SURVEY_HEADINGS.destinations,
  SURVEY_HEADINGS.occupations,
  SURVEY_HEADINGS.wageMin,
  SURVEY_HEADINGS.availableFrom,
  SURVEY_HEADINGS.wantsTraining,
  SURVEY_HEADINGS.trainingTopics,
].map(({ names }) => names[0]);

async function cellsOf(op: Operation, answer: SurveyAnswerNode, inFull: boolean): Promise<readonly string[]> {
  const [worker, round] = await Promise.all([answer.worker, answer.round]);
  return [
    ...(await listedRow(op, worker, inFull, WHOM)),
    String(round?.name ?? ''),
    SURVEY_ANSWER_WORDS.states[answer.outcome as SurveyOutcome],
    CONTACT_WORD[answer.method as ContactMethod] ?? '',
    RESPONDENT[answer.respondent as Respondent] ?? '',
    String(answer.note ?? ''),
    String(answer.attempts),
    dayOf(answer.lastTriedOn),
    ...TO_FILL_IN.map(() => ''),
  ];
}

/**
 * Who is asked in a round and what came of it (走访名单), by the filter of `surveyAnswers` and `rounds`. Taken along in
 * full it is filled in on the way, and imported as a list of survey answers.
 */
export const SURVEY_ANSWERS_EXPORT: ExportList = {
  name: 'survey-answers',
  title: { zh: '走访名单', en: 'Survey answers' },
  action: 'surveyAnswer.read',
  filterType: 'AnswersOfRoundsFilter',
  holdsIdentities: true,
  columns: [
    ...personColumns(WHOM),
    { heading: SURVEY_HEADINGS.round.names[0], width: 24 },
    { heading: SURVEY_HEADINGS.outcome.names[0] },
    { heading: SURVEY_HEADINGS.method.names[0] },
    { heading: SURVEY_HEADINGS.respondent.names[0] },
    { heading: SURVEY_HEADINGS.note.names[0], width: 40 },
    { heading: '走访次数' },
    { heading: '最近走访日期' },
    ...TO_FILL_IN.map((heading) => ({ heading })),
  ],
  open(op, { filter, inFull }) {
    const list = answersOfRounds(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
