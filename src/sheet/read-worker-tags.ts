import { type Reading, refused } from '#kernel/reading.js';
import type { Tag, TagSubtype } from '#worker/worker-tag.entity.js';
import type { PlannedTag } from './planned-worker.js';
import { plainText } from './plain-text.js';
import { saysSomething, saysYes } from './worker-words.js';
import type { WorkerCells } from './worker-headings.js';

const SUBTYPES: readonly (readonly [words: RegExp, subtype: TagSubtype])[] = [
  [/脱贫不稳定/, 'UNSTABLE'],
  [/边缘易致贫/, 'MARGINAL'],
  [/突发严重困难/, 'SUDDEN'],
];
/** Free words of 困难群体情况 and 人员身份 that name a population. */
const GROUPS: readonly (readonly [words: RegExp, tag: Tag])[] = [
  [/就业困难|零就业|大龄|4050/, 'HARD_TO_EMPLOY'],
  [/残疾/, 'DISABLED'],
  [/低保|特困|低收入/, 'LOW_INCOME'],
  [/高校毕业生|应届(?:高校)?毕业/, 'GRADUATE'],
  [/退役军人|退伍军人|复员/, 'VETERAN'],
  [/易地搬迁|易地扶贫搬迁|搬迁群众/, 'RELOCATED'],
  [/防止返贫致贫对象/, 'PREVENTION_TARGET'],
];
const ORDINARY = /^(?:一般农户|一般户|普通农户|非贫困户|否|无|)$/;

/** The cells that name populations. */
export type TagCell = 'householdKind' | 'monitoredKind' | 'hardship' | 'personKind' | TagAnswer;
type TagAnswer = 'lowIncome' | 'destitute' | 'relocated' | 'disability';

/**
 * Reads which populations a row puts the person in. A population that the row does not name is left as it is: a
 * ledger is no finding that somebody has left one. Refusals, which name their cell: HOUSEHOLD_KIND_UNKNOWN,
 * MONITORED_KIND_UNKNOWN (a monitored household is of one of three kinds).
 */
export function readWorkerTags(
  cell: (field: keyof WorkerCells) => string,
): Reading<{ tags: PlannedTag[] }> & { field?: TagCell } {
  const said = (field: TagCell) => plainText(cell(field), 200) ?? '';
  const tags = new Map<Tag, PlannedTag>();
  const add = (tag: Tag, subtype: TagSubtype | null = null) => tags.set(tag, { tag, subtype });
  const kind = said('householdKind');
  const monitored = said('monitoredKind');
  const subtypeOf = (text: string) => SUBTYPES.find(([words]) => words.test(text))?.[1];
  const subtype = subtypeOf(monitored) ?? subtypeOf(kind);
  if (/^(?:脱贫户|脱贫人口|建档立卡户|建档立卡贫困户|脱贫)/.test(kind)) add('POVERTY_ALLEVIATED');
  else if (/防止返贫致贫对象/.test(kind)) add('PREVENTION_TARGET');
  else if (!subtypeOf(kind) && !/监测/.test(kind) && !ORDINARY.test(kind)) return kindUnknown();
  if (subtype) add('MONITORED', subtype);
  else if (/^监测/.test(kind) || !ORDINARY.test(monitored)) return subtypeUnknown();
  if (saysYes(cell('lowIncome')) || saysYes(cell('destitute'))) add('LOW_INCOME');
  if (saysYes(cell('relocated'))) add('RELOCATED');
  if (saysSomething(cell('disability'))) add('DISABLED');
  for (const field of ['hardship', 'personKind'] as const)
    for (const [words, tag] of GROUPS) if (words.test(said(field))) add(tag);
  return { ok: true, tags: [...tags.values()] };
}

function kindUnknown() {
  return {
    ...refused(
      'HOUSEHOLD_KIND_UNKNOWN',
      '户类型无法识别，请填写：一般农户、脱贫户、监测户。',
      'The kind of household is in no list. Write 一般农户, 脱贫户 or 监测户.',
    ),
    field: 'householdKind' as const,
  };
}

function subtypeUnknown() {
  return {
    ...refused(
      'MONITORED_KIND_UNKNOWN',
      '监测对象须注明类别：脱贫不稳定户、边缘易致贫户、突发严重困难户。',
      'A monitored household is of a kind: 脱贫不稳定户, 边缘易致贫户 or 突发严重困难户.',
    ),
    field: 'monitoredKind' as const,
  };
}
