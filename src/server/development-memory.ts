import type { Adapter, AdapterPayload } from 'oidc-provider';

/** More than any developer's browsers need; the oldest entry makes room for the newest. */
const MOST_ENTRIES = 1_000;

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

/**
 * Where the development sign-in keeps sessions, interactions, grants and codes: in memory, never more than
 * a thousand of them together. Access tokens are not among them; as JWTs they are kept by nobody.
 */
export function createDevelopmentMemory(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();

  function get(key: string): AdapterPayload | undefined {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry?.payload;
    entries.delete(key);
    return undefined;
  }

  function put(key: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    // Deleted first, so that a renewed entry counts as new.
    entries.delete(key);
    const oldest = entries.size >= MOST_ENTRIES ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    entries.set(key, {
      payload,
      expiresAt: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000,
    });
  }

  function findIn(model: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of entries) {
      if (key.startsWith(`${model} `) && fits(payload)) return get(key);
    }
    return undefined;
  }

  return (model) => ({
    upsert: async (id, payload, expiresIn) => put(`${model} ${id}`, payload, expiresIn),
    find: async (id) => get(`${model} ${id}`),
    findByUid: async (uid) => findIn(model, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findIn(model, (payload) => payload.userCode === userCode),
    consume: async (id) => {
      const payload = get(`${model} ${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(`${model} ${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) {
        if (payload.grantId === grantId) entries.delete(key);
      }
    },
  });
}
