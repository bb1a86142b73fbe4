import sql, { raw } from 'sql-template-tag';
import { refusalOf, type Stands } from '#access/stands.js';
import { isAccount, systemViewer, type Viewer } from '#access/viewer.js';
import type { HouseError } from '#kernel/error.js';
import { openOperation, type OperationGround } from '#store/open-operation.js';
import { standsSql } from '#store/stands-sql.js';

interface Call {
  readonly viewers: Map<string, Viewer>;
  readonly answers: Promise<ReadonlyMap<string, Stands>>;
}

const STANDS = raw(standsSql('v.account', 'v.role', 'v.organization', 'v.path'));

/**
 * Asks the database whether viewers still are who they were let in as. Every answer is younger than its question,
 * and there is one question at a time on its way: whoever asks meanwhile shares the next, however many they are.
 */
export class RollCall {
  private last: Promise<unknown> = Promise.resolve();
  private next: Call | undefined;

  constructor(private readonly ground: OperationGround) {}

  /** Why this viewer may be told nothing any more; undefined when it stands. */
  async refusal(viewer: Viewer): Promise<HouseError | undefined> {
    if (!isAccount(viewer)) return undefined;
    const { accountId, role, organizationId, path } = viewer;
    const key = [accountId, role, organizationId, path].join('|');
    const call = (this.next ??= this.begin());
    call.viewers.set(key, viewer);
    return refusalOf((await call.answers).get(key));
  }

  private begin(): Call {
    const viewers = new Map<string, Viewer>();
    const answers = this.last.then(() => {
      this.next = undefined;
      return this.ask(viewers);
    });
    this.last = answers.catch(() => undefined);
    return { viewers, answers };
  }

  private async ask(viewers: ReadonlyMap<string, Viewer>): Promise<ReadonlyMap<string, Stands>> {
    const all = [...viewers.values()];
    const { rows } = await openOperation(this.ground, systemViewer('door')).read(sql`
      select ${STANDS} as stands
      from unnest(${all.map((v) => v.accountId)}::uuid[], ${all.map((v) => v.role)}::text[],
        ${all.map((v) => v.organizationId)}::uuid[], ${all.map((v) => v.path)}::text[])
        with ordinality as v (account, role, organization, path, nr)
      order by v.nr`);
    return new Map([...viewers.keys()].map((key, i) => [key, rows[0]?.[i]?.['stands'] as Stands]));
  }
}
