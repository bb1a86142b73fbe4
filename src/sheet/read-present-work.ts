import type { RegionBook, RegionFact } from '#kernel/operation.js';
import { type Reading, refused } from '#kernel/reading.js';
import { codeOf } from '#kernel/region-code.js';
import type { EmploymentForm } from '#worker/worker.entity.js';
import type { PlannedWork } from './planned-worker.js';
import type { Remark } from './cell-remark.js';
import { plainText } from './plain-text.js';
import type { ResolveRegion } from './read-place.js';
import { formOfWork, saysSomething, saysYes } from './worker-words.js';

/** What a row says about present work; empty where it says nothing. */
export interface PresentWorkText {
  /** 是否已务工, 务工状况. */
  readonly working: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  /** 务工所在地, 就业地点: a name, or one of 县内 / 县外市内 / 市外省内 / 省外 / 境外. */
  readonly place: string;
  readonly form: string;
  readonly channel: string;
  readonly employer: string;
  /** 公益性岗位, 公益性岗位类型. */
  readonly publicPost: string;
  /** 是否国外务工. */
  readonly abroad: string;
}

/** `work` undefined: the row says nothing of it; null: the person has none. */
export type PresentWorkReading = Reading<{ work: PlannedWork | null | undefined; note?: Remark }>;

const ABROAD = refused(
  'WORK_ABROAD_LEFT_OUT',
  '境外务工暂不能登记地点，就业情况未采用。',
  'Work abroad has no place here yet; the present work was left out.',
);
const FORM_TAKEN = refused(
  'WORK_FORM_TAKEN',
  '没有写明就业形式：有用工单位的按合同就业登记，没有的按灵活就业登记。',
  'The form of work is not said: with an employer it was entered as CONTRACT, without one as FLEXIBLE.',
);
const NOT_WORKING = /^(?:否|无|未务工|未就业|未外出|失业|在家|0)$/;
const BOUNDARY = /^(县内|县外市内|县外省内|市外省内|市外|省外|境外)$/;

/**
 * Reads present work: its form and its place, never one without the other. Who farms, has an own business or a
 * public-welfare post works in the own county unless the row names another place. Refusal: WORK_PLACE_UNKNOWN,
 * for work in an unknown place would be counted nowhere.
 * @param own the county that imports
 */
export function readPresentWork(
  text: PresentWorkText,
  own: RegionFact,
  regions: RegionBook,
  resolve: ResolveRegion,
): PresentWorkReading {
  const said = (part: keyof PresentWorkText) => plainText(text[part], 300) ?? '';
  const named = said('province') + said('city') + said('county') + said('place');
  const onPublicPost = saysSomething(text.publicPost);
  const form = onPublicPost ? 'PUBLIC_POST' : (formOfWork(text.form) ?? formOfWork(text.channel));
  if (form === null && named === '') {
    const none = NOT_WORKING.test(said('working')) && said('employer') === '';
    return { ok: true, work: none ? null : undefined };
  }
  if (said('place') === '境外' || saysYes(text.abroad)) return { ok: true, work: undefined, note: ABROAD };
  const code = named === '' ? atHome(form, own) : placeOfWork(said, own, regions, resolve);
  if (code === undefined) return named === '' ? { ok: true, work: undefined } : placeUnknown();
  if (form) return { ok: true, work: { form, regionCode: code, isFormTaken: false } };
  const taken = said('employer') === '' ? 'FLEXIBLE' : 'CONTRACT';
  return { ok: true, work: { form: taken, regionCode: code, isFormTaken: true }, note: FORM_TAKEN };
}

function atHome(form: EmploymentForm | null, own: RegionFact): string | undefined {
  return form === 'PUBLIC_POST' || form === 'FARM' || form === 'SELF' ? countyOf(own) : undefined;
}

function countyOf(own: RegionFact): string {
  return codeOf(own.path.slice(0, 6));
}

function placeOfWork(
  said: (part: keyof PresentWorkText) => string,
  own: RegionFact,
  regions: RegionBook,
  resolve: ResolveRegion,
): string | undefined {
  const boundary = BOUNDARY.exec(said('place'))?.[1];
  const outside = said('province') + said('city') + said('county');
  if (outside === '' && boundary) {
    if (boundary === '县内') return countyOf(own);
    if (boundary === '县外市内') return codeOf(own.path.slice(0, 4));
    // What lies outside the province is somewhere; where, the row must say.
    return boundary === '省外' ? undefined : codeOf(own.path.slice(0, 2));
  }
  const place = boundary ? '' : said('place');
  const names = [outside + place, said('city') + said('county'), said('county'), said('city'), place];
  for (const name of names) {
    const found = name === '' ? undefined : resolve(name);
    if (found && 'code' in found) return found.code;
  }
  // An address goes on behind the place that is known: 佛山市南海区狮山镇.
  for (let at = place.length - 1; at >= 1; at -= 1) {
    const found = '市区县州旗盟'.includes(place.charAt(at)) ? resolve(place.slice(0, at + 1)) : undefined;
    if (found && 'code' in found) return found.code;
  }
  return provinceNamed(said('province') || place, regions);
}

/** A province is no city to work in, but all that many ledgers say. */
function provinceNamed(name: string, regions: RegionBook): string | undefined {
  if (name.length < 2) return undefined;
  for (const region of regions.children(null))
    if (region.level === 'PROVINCE' && (region.name === name || shortOf(region.name) === shortOf(name)))
      return region.code;
  return undefined;
}

function shortOf(name: string): string {
  return name.replace(/(?:壮族|回族|维吾尔)?自治区$|省$|市$/, '');
}

function placeUnknown() {
  return refused(
    'WORK_PLACE_UNKNOWN',
    '务工所在地无法识别，请填写到省、市（如“广东省佛山市”）。',
    'The place of work is not known. Give its province and city (广东省佛山市).',
  );
}
