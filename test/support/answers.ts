/** What somebody was told: all of it as text, and every person met in it, field by field. */
import type { Client } from './client.js';
import type { Document } from './schema-walk.js';

/** Fields whose text is sealed or encoded, and must be opened before it is searched. */
const SEALED = new Set(['cursor', 'startCursor', 'endCursor', 'position', 'id']);
/** How many questions one viewer asks at a time. */
const AT_ONCE = 6;

export class Heard {
  readonly texts: string[] = [];
  /** Person by global id: field → every value met, as JSON. */
  readonly people = new Map<string, Map<string, Set<string>>>();
  /** Everything with an id that was met, whatever it is. */
  readonly met = new Set<string>();
  /** Barriers of a wish, by who has it: the one field of a wish that stays with the county. */
  readonly barriers = new Set<string>();
  readonly sealed = new Set<string>();
  readonly refusals = new Map<string, number>();
  /** Pages whose exact number is not the number of their items. */
  readonly miscounted: string[] = [];

  /** Asks all the documents and listens to the answers. */
  async ask(
    client: Client,
    documents: readonly { readonly query: string; readonly id?: string }[],
  ): Promise<void> {
    const open = documents.values();
    const one = async (): Promise<void> => {
      for (const { query, id } of open) {
        const { text, data, errors } = await client.send(query, id === undefined ? {} : { id });
        this.listen(text, data);
        for (const { extensions } of errors ?? []) {
          const reason = `${extensions.code}/${extensions.reason}`;
          this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  listen(text: string, data: unknown): void {
    this.texts.push(text);
    this.visit(data, '');
  }

  /** Does this text stand anywhere in what was heard, the opened seals included? */
  has(mark: string): boolean {
    return this.texts.some((t) => t.includes(mark)) || this.opened().some((t) => t.includes(mark));
  }

  private openedTexts: string[] | undefined;
  private opened(): string[] {
    this.openedTexts ??= [...this.sealed].flatMap((value) => {
      const bytes = [Buffer.from(value, 'base64url'), Buffer.from(value, 'hex')];
      return bytes.flatMap((b) => [b.toString('utf8'), b.toString('utf16le')]);
    });
    return this.openedTexts;
  }

  private visit(value: unknown, field: string): void {
    if (typeof value === 'string' && SEALED.has(field)) {
      if (!this.sealed.has(value)) this.openedTexts = undefined;
      this.sealed.add(value);
    }
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, field);
      return;
    }
    const object = value as Record<string, unknown>;
    if (typeof object['id'] === 'string') this.met.add(object['id']);
    if (object['__typename'] === 'Worker') this.meet(object);
    if (object['__typename'] === 'Willingness' && object['barriers'] !== undefined)
      this.barriers.add(JSON.stringify(object['barriers']));
    const items = (object['nodes'] ?? object['edges']) as unknown[] | undefined;
    if (items && typeof object['totalCount'] === 'number' && object['totalCount'] !== items.length)
      this.miscounted.push(`${String(object['__typename'])}: ${object['totalCount']} for ${items.length}`);
    for (const [name, inner] of Object.entries(object)) this.visit(inner, name);
  }

  private meet(worker: Record<string, unknown>): void {
    const id = String(worker['id']);
    const known = this.people.get(id) ?? new Map<string, Set<string>>();
    this.people.set(id, known);
    for (const [field, value] of Object.entries(worker)) {
      const told = plain(field, value);
      if (told !== undefined) known.set(field, (known.get(field) ?? new Set()).add(JSON.stringify(told)));
    }
  }
}

/** What a field says, without what stands beside it; undefined where only a part of it was asked for. */
function plain(field: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const object = value as Record<string, unknown>;
  if (object['__typename'] === 'Region')
    return Buffer.from(String(object['id']), 'base64url').toString().split(':')[1];
  if (field === 'employment') return object['form'];
  if (field === 'tagRecords') return (value as { source: string }[]).map((r) => r.source);
  if (field === 'household' || field === 'responsible') return 'one';
  if (
    ['willingness', 'referrals', 'assistancePlans', 'lifeEvents', 'mergedRecords', 'consents'].includes(field)
  )
    return 'a list';
  return value;
}

/** The documents with the ids that they are to be asked for. */
export function askedFor(
  documents: readonly Document[],
  ids: readonly string[],
): { query: string; id: string }[] {
  return ids.flatMap((id) => documents.map(({ query }) => ({ query, id })));
}
