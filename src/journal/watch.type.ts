import {
  ArgsType,
  type ClassType,
  createUnionType,
  Extensions,
  Field,
  ID,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { DateTime, Position } from '#kernel/scalars.js';
import { RESYNC_REASONS } from './list-frames.js';
import { LEAVE_REASONS, SNAPSHOT_WISHES, type SnapshotWish, type WatchArgs } from './list-watch.js';

/*
 * The frames of every watched list (docs/live.md). What they say of a row differs by list; where a stream stands, and
 * what it promises, is said alike by all.
 */

export const SnapshotWishEnum = enumOf(SNAPSHOT_WISHES);
registerEnumType(SnapshotWishEnum, {
  name: 'SnapshotWish',
  description: 'Are the rows wanted first (是否先取全量)?',
  valuesConfig: {
    IF_NEEDED: { description: 'Only where `after` cannot be continued, or is not given (需要时).' },
    ALWAYS: { description: 'Always, also where `after` could be continued (总是).' },
    NEVER: { description: 'Never: only what changes; a stream that cannot be continued ends (从不).' },
  },
});

export const RowOpEnum = enumOf(['ENTER', 'UPDATE', 'LEAVE'] as const);
registerEnumType(RowOpEnum, {
  name: 'RowOp',
  description: 'What became of a row (变动方式).',
  valuesConfig: {
    ENTER: { description: 'It came onto the list (进入).' },
    UPDATE: { description: 'It stays on the list and says something else (更新).' },
    LEAVE: { description: 'It is on the list no more (离开).' },
  },
});

export const LeaveReasonEnum = enumOf(LEAVE_REASONS);
registerEnumType(LeaveReasonEnum, {
  name: 'LeaveReason',
  description: 'Why a row left a list (离开原因).',
  valuesConfig: {
    MOVED: { description: 'It changed so that the filter no longer takes it (不再符合条件).' },
    FILLED: { description: 'Its places are taken (已满).' },
    EXPIRED: { description: 'Its time is over (已过期).' },
    CLOSED: { description: 'It was closed, withdrawn or finished (已关闭).' },
    PERMISSION: { description: 'It is no more the viewer’s to see (无权查看).' },
    MERGED: { description: 'It was merged into another (已合并).' },
  },
});

export const ResyncReasonEnum = enumOf(RESYNC_REASONS);
registerEnumType(ResyncReasonEnum, {
  name: 'ResyncReason',
  description: 'Why a stream cannot be continued (需重新同步的原因).',
  valuesConfig: {
    TOO_OLD: { description: 'The position lies before everything that is kept (位置过旧).' },
    EPOCH_CHANGED: { description: 'The position is of another database (数据库已更换).' },
    RIGHTS_CHANGED: { description: 'The viewer has other rights than at the position (权限已变更).' },
    SCHEMA_CHANGED: { description: 'The rows have another form than at the position (结构已变更).' },
    TOO_FAR_BEHIND: { description: 'More moved than is kept for one reader: subscribe anew (积压过多).' },
  },
});

export const MergePolicyEnum = enumOf(['PER_ROW'] as const);
registerEnumType(MergePolicyEnum, {
  name: 'MergePolicy',
  description: 'What becomes of changes that a slow reader has not taken (合并方式).',
  valuesConfig: {
    PER_ROW: { description: 'Those of one row become one, and LAGGING says how many (按行合并).' },
  },
});

/** What a stream promises. */
@ObjectType({ description: 'What a stream promises (推送承诺).', simpleResolvers: true })
export class LivePromise {
  @Field(() => Int, {
    description: 'A change is told at most so many milliseconds after its commit, or LAGGING says so.',
  })
  maxLagMs!: number;
  @Field(() => MergePolicyEnum, { description: 'How changes are merged for a slow reader.' })
  mergePolicy!: string;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until this moment this position can surely be continued; null where everything is kept.',
  })
  retainedUntil!: Date | null;
}

@ObjectType({
  description: 'From this position on nothing will be missed (就绪).',
  simpleResolvers: true,
})
export class Ready {
  @Field(() => Position, { description: 'Where the stream stands (位置); pass it as `after`.' })
  position!: string;
  @Field(() => Int, { description: 'Changes told by this chain before: the number to count on from.' })
  eventsSoFar!: number;
  @Field(() => LivePromise, { description: 'What is promised.' })
  promise!: LivePromise;
}

@ObjectType({
  description: 'Nothing is pending (已追平). Also the heartbeat, every 15 s.',
  simpleResolvers: true,
})
export class CaughtUp {
  @Field(() => Position, { description: 'Where the stream stands (位置); pass it as `after`.' })
  position!: string;
  @Field(() => Int, { description: 'Changes told by this chain so far.' })
  eventsSoFar!: number;
  @Field(() => String, {
    nullable: true,
    description:
      'Of all rows now on the list, never null here: the sum modulo 2^48 of the first 12 hex digits of SHA-256("id:version"), in 12 hex digits (校验值).',
  })
  digest!: string | null;
  @Field(() => Int, { description: 'How many rows are now on the list.' })
  rows!: number;
}

@ObjectType({
  description: 'The reader is slow, or the server is behind its promise (滞后). Said before merged changes.',
  simpleResolvers: true,
})
export class Lagging {
  @Field(() => Position, { description: 'Where the stream stands (位置).' })
  position!: string;
  @Field(() => Int, {
    description: 'Milliseconds since the journal was last read to its end; 0 when only the reader is slow.',
  })
  behindMs!: number;
  @Field(() => Int, {
    description:
      'Changes merged away since the last frame of changes: the next `eventsSoFar` counts them, nothing tells them.',
  })
  merged!: number;
}

@ObjectType({
  description: 'The stream cannot be continued (需重新同步): throw away what you hold; a snapshot follows.',
  simpleResolvers: true,
})
export class Resync {
  @Field(() => ResyncReasonEnum, { description: 'Why.' })
  reason!: string;
  @Field(() => Position, { nullable: true, description: 'The oldest position that can be continued.' })
  oldestAvailable!: string | null;
}

/** What a frame of changes is taken to hold when its cost is reckoned: a page as it usually is. */
const CHANGES_TOLD = 50;

/** Arguments of every watched list. */
@ArgsType()
export class WatchArguments implements WatchArgs {
  @Field(() => Position, {
    nullable: true,
    description: 'Go on after this position; without it the rows come first.',
  })
  after?: string | null;
  @Field(() => SnapshotWishEnum, {
    nullable: true,
    description: 'Are the rows wanted first? Default IF_NEEDED.',
  })
  snapshot?: SnapshotWish | null;
}

/**
 * Makes the frames of one list: `name` as in its watch, `node` the face of a row, `of` the English plural with the
 * Chinese term. Answers the union that its subscription field yields, and the page of its changes.
 */
export function framesOf<T extends object>(name: string, node: ClassType<T>, of: string) {
  @ObjectType(`${name}Entry`, { description: `A row of a watched list of ${of}.`, simpleResolvers: true })
  class Entry {
    @Field(() => ID, { description: 'Global id of the row.' })
    id!: string;
    @Field(() => Int, { description: 'Version of the row; grows with every change.' })
    version!: number;
    @Field(() => node, {
      nullable: true,
      description: 'What it says; null when it left before it could be read: then a LEAVE follows.',
    })
    node!: T | null;
  }
  @ObjectType(`${name}Snapshot`, {
    description: `A page of the rows of a watched list of ${of}, true at one position.`,
    simpleResolvers: true,
  })
  class Snapshot {
    @Field(() => Position, { description: 'The position at which all pages are true (位置).' })
    position!: string;
    @Field(() => [Entry], { description: 'Rows, at most 200.' })
    items!: Entry[];
    @Field(() => Boolean, { description: 'Is this the last page?' })
    isLast!: boolean;
  }
  @ObjectType(`${name}Change`, {
    description: `One change of a watched list of ${of}.`,
    simpleResolvers: true,
  })
  class RowChange extends Entry {
    @Field(() => RowOpEnum, { description: 'What became of the row.' })
    op!: string;
    @Field(() => LeaveReasonEnum, { nullable: true, description: 'Why it left; null when it did not.' })
    reason!: string | null;
  }
  @ObjectType(`${name}Changes`, {
    description: `What changed on a watched list of ${of}, from one position to the next.`,
    simpleResolvers: true,
  })
  class Changes {
    @Field(() => Position, { description: 'Where the frame before ended.' })
    from!: string;
    @Field(() => Position, { description: 'Where this one ends; pass it as `after`.' })
    to!: string;
    @Field(() => Int, { description: 'Number of changes in this frame.' })
    count!: number;
    @Field(() => Int, { description: 'Changes told by this chain so far, these included.' })
    eventsSoFar!: number;
    @Field(() => String, {
      nullable: true,
      description: 'As of CaughtUp, at `to`; null while what was missed is caught up.',
    })
    digest!: string | null;
    @Field(() => [RowChange], { description: 'The changes; those of one row in their order.' })
    @Extensions({ listSize: CHANGES_TOLD })
    changes!: RowChange[];
  }
  const Frames = createUnionType({
    name: `Watch${name}`,
    description: `Frames of a watched list of ${of}.`,
    types: () => [Snapshot, Changes, Ready, CaughtUp, Lagging, Resync] as const,
    // By name: the frame is no instance of these classes, and nobody needs to wait.
    resolveType: (value: object) => (value as { typeName?: string }).typeName,
  });
  @ObjectType(`${name}ChangesPage`, {
    description: `A page of what changed on a list of ${of}, for who asks instead of listening.`,
    simpleResolvers: true,
  })
  class ChangesPage {
    @Field(() => Changes, {
      nullable: true,
      description: 'What changed; null when it cannot be told from there.',
    })
    changes!: Changes | null;
    @Field(() => Resync, {
      nullable: true,
      description: 'Why it cannot be told from there; null when it can.',
    })
    resync!: Resync | null;
    @Field(() => Boolean, {
      description:
        'Is there more? Ask again after `changes.to`; a page may be short, or empty, and not the last.',
    })
    hasMore!: boolean;
  }
  return { Frames, ChangesPage };
}

/** Arguments of every list of changes. */
@ArgsType()
export class ChangesArguments {
  @Field(() => Position, {
    description: 'Changes after this position: of a list, a mutation, a stream, or of the page before.',
  })
  after!: string;
  @Field(() => Int, { nullable: true, description: 'Changes of the page, 1 to 200 (default 50).' })
  first?: number | null;
}
