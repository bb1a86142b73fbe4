import type { Operation, RegionFact } from '#kernel/operation.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { isErrorMark } from '#sheet/error-mark.js';
import { joinSkills } from '#sheet/skill-words.js';
import { tagCells } from './tag-cells.js';
import type { WorkerCells } from '#sheet/worker-headings.js';
import { ABILITY_WORD, EDUCATION_WORD, FORM_WORD, VERIFY_WORD } from './words-written.js';

/** The cells of one person; what is not said is empty. */
export type WrittenWorker = Partial<Record<keyof WorkerCells, string>>;

/** What of a person a list has read beside what a query shows. */
export interface ReadBeside {
  /** The ID number in full, of somebody whose the viewer may reveal. */
  readonly idNumber?: string | undefined;
  /** Which kind of monitored household, whether or not the viewer is shown it. */
  readonly subtype?: unknown;
}

/**
 * A person as the cells that `readWorkerRow` reads, as far as the page of disclosure goes for the viewer: what a query
 * shows, and what was `ReadBeside`. What cannot be unsealed is empty.
 */
export function workerCells(
  op: Operation,
  node: WorkerNode,
  { idNumber, subtype }: ReadBeside = {},
): WrittenWorker {
  const shown = DISCLOSURE[node.audience];
  const hukou = op.regions.get(node.hukou.code);
  const { employment } = node;
  return {
    name: text(node.name),
    idNumber: idNumber ?? text(node.idNumberMasked),
    verified: wordFor(VERIFY_WORD, node.verifyMethod),
    phone: text(node.phone),
    sex: node.sexCode === 1 ? '男' : '女',
    ...(node.birthDate === null ? { age: text(node.ageBand) } : { birthDate: node.birthDate }),
    ethnicity: text(node.ethnicity),
    education: wordFor(EDUCATION_WORD, node.education),
    studying: node.activity === 'STUDENT' ? '是' : '',
    workAbility: wordFor(ABILITY_WORD, node.workAbility),
    serviceCode: node.serviceRegion.code,
    divisionCode: node.hukou.code,
    ...divisionNames(op, hukou),
    site: node.serviceRegion.level === 'RESETTLEMENT_SITE' ? node.serviceRegion.name : '',
    ...tagCells((node.tags as string[] | null) ?? [], shown.tags === 'FULL' ? subtype : null),
    skills: joinSkills(node.skills as string[]),
    workState: employment ? '已就业' : shown.employment === 'FULL' ? '未就业' : '',
    employmentForm: employment ? wordFor(FORM_WORD, employment.form) : '',
    workPlace: employment ? placeName(op, op.regions.get(employment.region.code)) : '',
  };
}

/** An unreadable seal is a fault in its field alone; a mark of an error would have the whole row refused. */
function text(value: unknown): string {
  return typeof value === 'string' && !isErrorMark(value) ? value : '';
}

function wordFor(words: Readonly<Record<string, string>>, code: unknown): string {
  return typeof code === 'string' ? (words[code] ?? '') : '';
}

function divisionNames(op: Operation, region: RegionFact | undefined): WrittenWorker {
  const at = new Map(chainOf(op, region).map(({ level, name }) => [level, name]));
  return {
    province: at.get('PROVINCE') ?? '',
    city: at.get('PREFECTURE') ?? '',
    county: at.get('COUNTY') ?? '',
    town: at.get('TOWN') ?? '',
    village: at.get('VILLAGE') ?? '',
  };
}

/** A place of work down to its county: what is finer an import compares by the coarser name. */
export function placeName(op: Operation, region: RegionFact | undefined): string {
  return chainOf(op, region)
    .filter(({ level }) => ['PROVINCE', 'PREFECTURE', 'COUNTY'].includes(level))
    .map(({ name }) => name)
    .join('');
}

/** From the province down to the region itself. */
function chainOf(op: Operation, region: RegionFact | undefined): RegionFact[] {
  const chain: RegionFact[] = [];
  for (let at = region; at; at = at.parentCode === null ? undefined : op.regions.get(at.parentCode))
    chain.unshift(at);
  return chain;
}
