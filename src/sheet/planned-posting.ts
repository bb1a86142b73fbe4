import { createHash } from 'node:crypto';
import { addDays } from '#kernel/business-day.js';
import type { PostingContent } from '#posting/posting.type.js';
import type { PlannedRow } from './imported-rows.js';
import type { SheetPosting } from './read-posting-row.js';
import { type Unsuited, unsuitedBy } from './suitability.rules.js';

/** A row that was understood, as it will be brought into the system. */
export interface PlannedPosting extends PlannedRow {
  readonly employer: string;
  /** The same row of the same source has the same one, in whatever file and encoding it comes. */
  readonly externalId: string;
  /** The key of a posting of ours that the row gives as its number, in a list that was exported; whether it is one is looked up. */
  readonly ownKey: string | null;
  readonly content: PostingContent;
  readonly wageText: string | null;
  readonly unsuited: readonly Unsuited[];
}

/**
 * A sheet seldom says until when its posts are valid. They are valid for this many days from the import, the
 * same as the station's word that they suit; whoever wants them longer confirms them anew. A list that was
 * published years ago is brought in alike: the importing station answers for it.
 */
const VALID_DAYS = 90;
const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What is to be written down for a row. Its external id is the SHA-256 of source, source's number, employer,
 * title, city and day of publication: the number alone is often blank, and not unique where it is not.
 * @param city the cell as it stands in the sheet
 * @param today YYYY-MM-DD
 */
export function planPosting(
  posting: SheetPosting,
  city: string,
  today: string,
): Omit<PlannedPosting, 'keyCell'> {
  const { sourceUrl, sourceId, employer, title, publishedOn } = posting;
  const content: PostingContent = {
    title,
    workRegion: posting.workRegion,
    workAddress: posting.workAddress,
    headcount: posting.headcount,
    wageMin: posting.wageMinFen,
    wageMax: posting.wageMaxFen,
    wagePeriod: posting.wagePeriod ?? 'MONTH',
    ageMin: posting.ageMin,
    ageMax: posting.ageMax,
    education: posting.education,
    requirement: posting.requirement,
    validTo: addDays(today, VALID_DAYS),
  };
  return {
    sheet: posting.sheet,
    row: posting.row,
    employer,
    externalId: createHash('sha256')
      .update(JSON.stringify([sourceUrl, sourceId, employer, title, city, publishedOn]))
      .digest('base64url'),
    ownKey: sourceId !== null && KEY.test(sourceId) ? sourceId : null,
    content,
    wageText: posting.wageText,
    unsuited: unsuitedBy(content),
  };
}
