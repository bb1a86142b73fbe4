import type { WorkerField } from '#sheet/worker-headings.js';

/** Of somebody whom a list of happenings is about: who, where, how to call. */
export const IN_SHORT: readonly WorkerField[] = ['name', 'idNumber', 'phone', 'town', 'village', 'site'];
