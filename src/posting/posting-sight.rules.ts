import type { Viewer } from '#access/viewer.js';
import type { Row } from '#kernel/operation.js';

/**
 * May this viewer know of the posting of this image at all? The same question as `postingStake` asks in SQL: what
 * was opened once is no secret; what was not is its employer's and its city's matter.
 */
export function maySeePosting({ role, path, organizationId }: Viewer, image: Row): boolean {
  if (role === 'SYSTEM' || image['opened_at'] != null) return true;
  if (role === 'EMPLOYER') return image['employer_id'] === organizationId;
  return (
    (role === 'STATION_LIAISON' || role === 'COUNTY_BUREAU') && String(image['destination']).startsWith(path)
  );
}
