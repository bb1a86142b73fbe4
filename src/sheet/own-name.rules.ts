import { toHalfWidth } from '#kernel/half-width.js';

/** Whether a cell names this organization, whatever the width of its brackets and the blanks between. */
export function isOwnName(cell: string, organization: string): boolean {
  return plain(cell) === plain(organization);
}

function plain(name: string): string {
  return toHalfWidth(name).replace(/\s/g, '');
}
