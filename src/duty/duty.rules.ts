import { badInput, conflict } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import type { Officer } from './officer.entity.js';

/** What may have an officer of its own beside a building and a person; the county as a whole may not. */
const AREA_LEVELS = ['TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];
/** Where an officer belongs. */
const OFFICE_LEVELS = ['COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];

/** A town, village or site to be responsible for. BAD_USER_INPUT/REGION_OF_ANOTHER_LEVEL, UNKNOWN_REGION. */
export function areaOf(op: Operation, code: string): RegionFact {
  return op.regions.must(code, 'input.region', AREA_LEVELS);
}

/** Where an officer belongs: a county or a place in it. Refuses as `areaOf`. */
export function officeOf(op: Operation, code: string): RegionFact {
  return op.regions.must(code, 'input.region', OFFICE_LEVELS);
}

/** Name of an officer, 2 to 50 characters on one line. BAD_USER_INPUT/TEXT_LENGTH, CONTROL_CHARACTER. */
export function readOfficerName(name: string): string {
  return textOf('input.name', name, { least: 2, most: 50 });
}

/** BAD_USER_INPUT/ONE_AREA: a region or a building, and not both. */
export function mustBeOneArea(input: {
  readonly region?: string | null;
  readonly building?: string | null;
}): void {
  if ((input.region == null) !== (input.building == null)) return;
  throw badInput('input', 'ONE_AREA', {
    zh: '请填写区划（乡镇、村、安置点）或楼栋，二者择一。',
    en: 'Name a region (town, village, site) or a building: one of the two.',
  });
}

/** CONFLICT: OFFICER_RELIEVED; OFFICER_OF_ANOTHER_COUNTY, for a person or area of the path `origin`. Both name `field`. */
export function mustServe(officer: Officer, origin: string, field: string): void {
  if (officer.relievedOn != null)
    throw conflict(
      'OFFICER_RELIEVED',
      { zh: '该责任人已卸任。', en: 'This officer has been relieved.' },
      { field },
    );
  if (officer.origin.slice(0, 6) !== origin.slice(0, 6))
    throw conflict(
      'OFFICER_OF_ANOTHER_COUNTY',
      { zh: '该责任人属于另一个县。', en: 'This officer belongs to another county.' },
      { field },
    );
}

/** CONFLICT/ALREADY_RESPONSIBLE: it is this officer’s already. */
export function alreadyResponsible() {
  return conflict(
    'ALREADY_RESPONSIBLE',
    { zh: '已由该责任人负责。', en: 'This officer is responsible already.' },
    { field: 'input.officer' },
  );
}

/** CONFLICT/NOBODY_RESPONSIBLE: the area has no officer of its own, or the person was not handed over. */
export function nobodyResponsible(field: string) {
  return conflict(
    'NOBODY_RESPONSIBLE',
    {
      zh: '该区域没有单独指定的责任人，或该人员没有单独移交。',
      en: 'This area has no officer of its own, or the person was not handed over to anybody.',
    },
    { field },
  );
}

/** CONFLICT/SUCCESSOR_ITSELF: nobody follows themselves. */
export function successorItself() {
  return conflict(
    'SUCCESSOR_ITSELF',
    { zh: '接任者不能是卸任者本人。', en: 'The successor is somebody else.' },
    { field: 'input.successor' },
  );
}
