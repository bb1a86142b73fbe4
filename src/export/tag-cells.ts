import type { TagSubtype } from '#worker/worker-tag.entity.js';
import type { WorkerCells } from '#sheet/worker-headings.js';

const KIND: Readonly<Record<TagSubtype, string>> = {
  UNSTABLE: '脱贫不稳定户',
  MARGINAL: '边缘易致贫户',
  SUDDEN: '突发严重困难户',
};

type TagCells = Pick<
  WorkerCells,
  'householdKind' | 'monitoredKind' | 'lowIncome' | 'relocated' | 'hardship' | 'disability' | 'personKind'
>;

/** The tags that somebody carries as the cells that `readWorkerTags` reads them from; `subtype`: of MONITORED. */
export function tagCells(tags: readonly string[], subtype: unknown): TagCells {
  const has = (tag: string): boolean => tags.includes(tag);
  const monitored = has('MONITORED') ? (KIND[subtype as TagSubtype] ?? '') : '';
  const said = (pairs: readonly (readonly [tag: string, word: string])[]): string =>
    pairs.flatMap(([tag, word]) => (has(tag) ? [word] : [])).join('、');
  return {
    householdKind: has('POVERTY_ALLEVIATED') ? '脱贫户' : monitored === '' ? '' : '监测户',
    monitoredKind: monitored,
    lowIncome: has('LOW_INCOME') ? '是' : '',
    relocated: has('RELOCATED') ? '是' : '',
    hardship: said([
      ['HARD_TO_EMPLOY', '就业困难人员'],
      ['PREVENTION_TARGET', '防止返贫致贫对象'],
    ]),
    disability: has('DISABLED') ? '有' : '',
    personKind: said([
      ['GRADUATE', '高校毕业生'],
      ['VETERAN', '退役军人'],
    ]),
  };
}
