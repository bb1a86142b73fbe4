import type { ResponsiblePeopleFilter } from '#duty/assignment.type.js';
import { responsiblePeopleList } from '#duty/responsible-people.list.js';
import type { ExportList } from './export-list.js';
import { PERSON_COLUMNS, peopleRows } from './export-workers.list.js';

/** People by who is responsible for them, by the filter of `responsiblePeople`: an officer's, the viewer's own, or nobody's. */
export const RESPONSIBLE_PEOPLE_EXPORT: ExportList = {
  name: 'responsible-people',
  title: { zh: '责任人服务对象', en: 'Responsible people' },
  action: 'officer.read',
  filterType: 'ResponsiblePeopleFilter',
  holdsIdentities: true,
  columns: PERSON_COLUMNS,
  open: (op, { filter, inFull }) =>
    peopleRows(op, responsiblePeopleList(op, filter as unknown as ResponsiblePeopleFilter), inFull),
};
