import fc from 'fast-check';
import { plantOpen } from './open-postings.js';
import { ownConnection } from './own-connection.js';
import type { World } from './world.js';

/** Writers of a lane: so many transactions are open at once there. */
const WRITERS = 3;

/** In which order the writers of a lane take their turns, and whether each takes back what it wrote. */
export interface Interleaving {
  readonly turns: readonly number[];
  readonly rollBack: readonly boolean[];
}

export const INTERLEAVING: fc.Arbitrary<Interleaving> = fc.record({
  turns: fc.shuffledSubarray([0, 0, 1, 1, 2], { minLength: 2 }),
  rollBack: fc.tuple(
    ...Array.from({ length: WRITERS }, () => fc.integer({ max: 3, min: 0 }).map((n) => n === 0)),
  ),
});

/** A row that one writer publishes again and again, each time under another title. */
export interface OverlappingWriter {
  readonly row: string;
  /** The titles under which it was published for good, in order. */
  readonly committed: string[];
}

/** A few connections whose transactions overlap as an interleaving says. Lanes run beside each other. */
export interface Lane {
  readonly writers: readonly OverlappingWriter[];
  run(interleaving: Interleaving): Promise<void>;
  close(): Promise<void>;
}

/** Opens lane number `lane`, with a posting for each of its writers. */
export async function openLane(world: Pick<World, 'url' | 'plant'>, lane: number): Promise<Lane> {
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async (_, i) => {
      const row = `交错 ${lane}-${i}`;
      const committed: string[] = [];
      await plantOpen(world, { title: `${row} 0`, suitable: false });
      return { row, committed, client: await ownConnection(world), nr: 0, open: [] as string[] };
    }),
  );
  const publish = async (writer: (typeof writers)[number]): Promise<void> => {
    const title = `${writer.row} ${(writer.nr += 1)}`;
    const mine = `where title like '${writer.row} %'`;
    await writer.client.query(
      `${writer.open.length === 0 ? 'begin;' : ''} update job_posting set state = 'PAUSED' ${mine};
       update job_posting set state = 'OPEN', title = '${title}' ${mine}`,
    );
    writer.open.push(title);
  };
  const end = async (writer: (typeof writers)[number], rollBack: boolean): Promise<void> => {
    await writer.client.query(rollBack ? 'rollback' : 'commit');
    if (!rollBack) writer.committed.push(...writer.open);
    writer.open = [];
  };
  return {
    writers,
    async run({ turns, rollBack }) {
      for (const [at, turn] of turns.entries()) {
        const writer = writers[turn];
        if (!writer) continue;
        // Its last turn is the end of its transaction, unless it has written nothing.
        if (writer.open.length > 0 && !turns.includes(turn, at + 1))
          await end(writer, rollBack[turn] === true);
        else await publish(writer);
      }
      for (const [turn, writer] of writers.entries())
        if (writer.open.length > 0) await end(writer, rollBack[turn] === true);
    },
    close: async () => {
      await Promise.all(writers.map(({ client }) => client.end()));
    },
  };
}
