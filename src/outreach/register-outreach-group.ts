import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { mustBeMembers } from './outreach.rules.js';
import { type OutreachChannel, OutreachGroup } from './outreach-group.entity.js';

/** Characters of a group's name. */
export const LONGEST_NAME = 100;
const LEVELS = ['PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];

/**
 * An office writes a group of its region down. BAD_USER_INPUT: WORD_LENGTH, OUT_OF_BOUNDS, COUNTING_DAY; CONFLICT/OUTREACH_GROUP_EXISTS,
 * one of a name and place, which the database holds.
 */
export async function registerOutreachGroup(
  op: Operation,
  input: {
    region: string;
    name: string;
    channel?: string | null;
    members: number;
    countedOn?: string | null;
  },
): Promise<OutreachGroup> {
  op.must('outreachGroup.register');
  const { code, path } = op.regions.must(input.region, 'input.region', LEVELS);
  op.must('outreachGroup.register', { origin: path, destination: path }, 'input.region');
  const countedOn = input.countedOn ?? op.today;
  mustBeMembers(input.members, countedOn, op.today);
  const group = op.em.create(OutreachGroup, {
    id: uuidv7(op.now.getTime()),
    regionCode: code,
    path,
    name: wordOf('input.name', input.name, LONGEST_NAME),
    channel: (input.channel ?? 'WECHAT') as OutreachChannel,
    members: input.members,
    countedOn,
  });
  await op.em.flush();
  return group;
}
