import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { answerSurvey } from '#survey/answer-survey.js';
import { recordWishes, type Wishes } from '#survey/record-wishes.js';
import { SurveyAnswer } from '#survey/survey-answer.entity.js';
import { SurveyRound } from '#survey/survey-round.entity.js';
import { exampleNumber } from './example-number.js';
import { listedPeople, type OnRecord } from './listed-person.js';
import { regionNames } from './region-names.js';
import { readSurveyRow, type SurveySaid } from './read-survey-row.js';
import { SURVEY_HEADINGS, type SurveyField } from './survey-headings.js';
import { type Fate, verbList } from './verb-list.js';
import { isWanted } from './wanted-already.js';

const NO_ROUND = refused(
  'ROUND_UNCLEAR',
  '没有正在进行的同名摸底轮次；不填轮次时，应只有一个轮次正在进行。',
  'No open round has this name; a row without a name needs exactly one open round.',
);

/**
 * What came of asking people of an open round (摸底走访结果), with the wishes that were heard. What the round holds of
 * somebody already is not written again; what the steps of an answer do not allow is refused.
 */
export const SURVEY_LIST = verbList<SurveyField, SurveySaid, Asked>({
  word: 'survey-answers',
  says: { zh: '摸底走访结果，一行一人', en: 'answers of a survey round, one person a row' },
  verb: 'sheet.importSurveyAnswers',
  needs: ['survey.answer'],
  sheet: '摸底',
  table: SURVEY_HEADINGS,
  fields: [
    'name',
    'idNumber',
    'round',
    'outcome',
    'method',
    'respondent',
    'intent',
    'destinations',
    'occupations',
    'wageMin',
    'availableFrom',
    'wantsTraining',
    'trainingTopics',
    'note',
  ],
  mandatory: ['name', 'idNumber', 'outcome'],
  wide: ['idNumber', 'round', 'destinations', 'note'],
  examples: [
    {
      name: '潘示例',
      idNumber: exampleNumber('99900119850612001'),
      outcome: '已完成',
      method: '入户',
      respondent: '本人',
      intent: '外出务工',
      destinations: '佛山市、珠三角',
      occupations: '打磨工',
      wageMin: '5000',
      wantsTraining: '是',
      trainingTopics: '电焊',
    },
    { name: '王示例', idNumber: exampleNumber('99900119900208002'), outcome: '联系不上', method: '电话' },
  ],
  rules: [
    [
      '人员须已登记，并在本轮摸底的范围之内；亲属代答的意愿只登记，不计入。',
      'The person is on record and asked in this round; what a relative says is written down and not counted.',
    ],
  ],
  keyField: 'idNumber',
  reader(op) {
    const resolve = regionNames(op.regions);
    return (row) => readSurveyRow(op, row, resolve);
  },
  sameAs: ({ idNumber, round }) => `${idNumber} ${round ?? ''}`,
  meet,
  bring,
});

/** Somebody of the county’s own, and the round in which the person was asked. */
interface Asked extends OnRecord {
  readonly round: string;
}

async function meet(op: Operation, batch: readonly SurveySaid[]): Promise<Reading<Asked>[]> {
  const people = await listedPeople(op, batch);
  const rounds = await op.em.find(SurveyRound, { state: 'OPEN' });
  return people.map((person, i) => {
    const round = roundOf(rounds, batch[i]?.round);
    if (!person.ok) return person;
    return round === undefined ? NO_ROUND : { ...person, round };
  });
}

async function bring(
  op: Operation,
  { answer, work, training }: SurveySaid,
  { workerId, round }: Asked,
): Promise<Fate> {
  // A list that was taken along has those in it whom nobody has asked yet.
  if (answer.outcome === 'NOT_ASKED') return { fate: 'UNCHANGED' };
  const known = await op.em.findOne(SurveyAnswer, { roundId: round, workerId });
  const isAnswered =
    known?.outcome === answer.outcome &&
    known.method === answer.method &&
    (answer.respondent === undefined || known.respondent === answer.respondent) &&
    (answer.note === undefined || known.note === answer.note);
  const worker = toGlobalId('Worker', workerId);
  if (!isAnswered) {
    const isNew = known?.outcome === 'NOT_ASKED';
    await answerSurvey(op, {
      round: toGlobalId('SurveyRound', round),
      worker,
      ...answer,
      ...(work && { work }),
      ...(training && { training }),
    });
    await op.em.flush();
    return { fate: isNew ? 'CREATED' : 'CORRECTED', workerId };
  }
  const fresh: Wishes = {
    ...(work && !(await isWanted(op, workerId, 'WORK', work)) && { work }),
    ...(training && !(await isWanted(op, workerId, 'TRAINING', training)) && { training }),
  };
  if (!fresh.work && !fresh.training) return { fate: 'UNCHANGED' };
  const { method, respondent } = known;
  await recordWishes(op, worker, { method: method ?? answer.method, respondent: respondent ?? null }, fresh);
  await op.em.flush();
  return { fate: 'CORRECTED', workerId };
}

/** The key of the round that a row names, or of the only one. */
function roundOf(rounds: readonly SurveyRound[], name: string | undefined): string | undefined {
  const meant = name === undefined ? rounds : rounds.filter((round) => round.name === name);
  return meant.length === 1 ? meant[0]?.id : undefined;
}
