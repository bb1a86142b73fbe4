import { randomUUID } from 'node:crypto';
import type { Dice } from '#demo/random.js';
import type { Client } from './client.js';
import { openRun, type Run, sendPiece, sendWhole, type Told, whenIn } from './imports.js';
import type { LedgerFile } from './random-ledgers.js';

const PATIENCE_MS = 60_000;
/** How `fetch` says that a connection was cut: before the answer began, and within it. */
const CUT = ['fetch failed', 'terminated'];
/** Pieces and files that are under way at once. */
const AT_ONCE = 3;
const APPLY = `mutation($i: ApplyImportInput!) { applyImport(input: $i) { run { state } } }`;

/** A file that was sent, by which door and under which key. */
export interface Sent extends LedgerFile {
  readonly id: string;
  readonly key: string;
  readonly door: 'WHOLE' | 'PIECES';
}

/**
 * A client on a weak line, which does as the page about imports says: whatever was not answered is asked for once more,
 * with the same key, until it is.
 */
export class PatientSender {
  constructor(
    private readonly who: Client,
    private readonly roll: Dice,
    /** Files of at most so many bytes may be sent whole. */
    private readonly wholeBytes: number,
  ) {}

  /** Sends files, whole or in pieces, the pieces of all of them mixed and some of them twice; answers in their order. */
  async send(files: readonly LedgerFile[]): Promise<Sent[]> {
    const sent: Sent[] = [];
    const errands: (() => Promise<void>)[] = [];
    for (const [i, file] of files.entries()) {
      const key = randomUUID();
      if (file.bytes.length <= this.wholeBytes && this.roll.chance(0.3)) {
        const whole = async () => {
          sent[i] = { ...file, key, door: 'WHOLE', id: await this.sendWhole(file, key) };
        };
        errands.push(whole, ...(this.roll.chance(0.3) ? [whole] : []));
        continue;
      }
      const run = await this.patiently(() => this.open(file, key));
      sent[i] = { ...file, key, door: 'PIECES', id: run.id };
      const numbers = Array.from({ length: run.pieces }, (_, at) => at + 1);
      for (const number of [...numbers, ...this.roll.some(numbers, this.roll.int(0, 2))])
        errands.push(() => this.sendPiece(run, file, number));
    }
    const waiting = this.roll.some(errands, errands.length).values();
    const oneByOne = async () => {
      for (const errand of waiting) await errand();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneByOne));
    return sent;
  }

  /** Asks, as soon as a file is judged, that it be written. */
  async askToApply({ id }: Sent): Promise<void> {
    const judged = await this.patiently(() => whenIn(this.who, id, 'JUDGED'));
    if (judged.state !== 'JUDGED') throw new Error(`it is ${judged.state}: ${judged.fault?.reason}`);
    const mode = judged.refused === 0 && this.roll.chance(0.5) ? 'ALL_OR_NOTHING' : 'ROW_BY_ROW';
    const idempotencyKey = this.roll.chance(0.5) ? randomUUID() : null;
    let asked = 0;
    await this.patiently(async () => {
      asked += 1;
      const { errors } = await this.who.send(APPLY, { i: { id, mode, idempotencyKey } });
      const reason = errors?.[0]?.extensions.reason;
      // Who asks again without a key is told that it was heard.
      const wasHeard = asked > 1 && idempotencyKey === null && reason === 'IMPORT_STEP_NOT_ALLOWED';
      if (errors && !wasHeard) throw new Error(JSON.stringify(errors));
    });
  }

  /** How a file that is to be written ended. */
  whenApplied({ id }: Sent): Promise<Run> {
    return this.patiently(() => whenIn(this.who, id, 'APPLIED'));
  }

  /** Sends a file once more, by its door and under its key; answers the id of the import that it is. */
  async sendOnceMore({ key, door, ...file }: Sent): Promise<string> {
    if (door === 'WHOLE') return this.sendWhole(file, key);
    return (await this.patiently(() => this.open(file, key))).id;
  }

  private open({ name, bytes }: LedgerFile, idempotencyKey: string): Promise<Run> {
    return openRun(this.who, bytes, { fileName: name, idempotencyKey });
  }

  private async sendWhole({ name, bytes }: LedgerFile, key: string): Promise<string> {
    const query = new URLSearchParams({ kind: 'workers', name, key });
    const told = await this.patiently(() => sendWhole(this.who, bytes, query.toString()));
    return mustBe(201, told);
  }

  private async sendPiece(run: Run, { bytes }: LedgerFile, number: number): Promise<void> {
    mustBe(200, await this.patiently(() => sendPiece(this.who, run, bytes, number)));
  }

  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (const end = Date.now() + PATIENCE_MS; ; )
      try {
        return await ask();
      } catch (fault) {
        if (!(fault instanceof TypeError && CUT.includes(fault.message)) || Date.now() > end) throw fault;
      }
  }
}

function mustBe(status: number, told: Told): string {
  if (told.status !== status || !told.run) throw new Error(JSON.stringify(told));
  return told.run.id;
}
