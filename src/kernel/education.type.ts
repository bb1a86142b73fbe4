import { registerEnumType } from 'type-graphql';
import { EDUCATIONS } from './education.js';
import { enumOf } from './enum-of.js';

/** Schooling as the API names it; workers and postings share it. */
export const EducationEnum = enumOf(EDUCATIONS);
registerEnumType(EducationEnum, {
  name: 'Education',
  description: 'Level of schooling (文化程度).',
  valuesConfig: {
    NONE: { description: 'None, or not finished primary school (不限或未读完小学).' },
    PRIMARY: { description: 'Primary school (小学).' },
    JUNIOR_HIGH: { description: 'Junior high school (初中).' },
    SENIOR_HIGH: { description: 'Senior high school (高中).' },
    VOCATIONAL: { description: 'Vocational school (中专、技校、职高).' },
    COLLEGE: { description: 'Junior college (大专).' },
    BACHELOR: { description: 'Bachelor or above (本科及以上).' },
  },
});
