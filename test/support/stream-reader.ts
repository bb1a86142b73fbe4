import { SocketTalk } from './socket-talk.js';

/** One frame of postingPublished. */
export interface Published {
  readonly position: string;
  readonly posting: { readonly id: string; readonly title: string };
}

export const PUBLISHED = `subscription($after: Position, $filter: PostingFilter) {
  postingPublished(after: $after, filter: $filter) { position posting { id title } } }`;

/**
 * Reads postingPublished as a client does that resumes: it cuts its socket after as many frames as `cutAfter`
 * says each time, comes back with the last position it saw, and goes on until `enough`.
 */
export async function readResuming(
  url: string,
  token: string,
  after: string,
  enough: (frame: Published) => boolean,
  cutAfter: () => number = () => Number.POSITIVE_INFINITY,
  filter: Record<string, unknown> = {},
): Promise<Published[]> {
  const read: Published[] = [];
  for (let position = after; ; ) {
    const talk = await SocketTalk.in(url, token);
    talk.subscribe('1', PUBLISHED, { after: position, filter });
    for (let left = cutAfter(); left > 0; left -= 1) {
      const frame = await nextPublished(talk);
      read.push(frame);
      position = frame.position;
      if (!enough(frame)) continue;
      await talk.hangUp();
      return read;
    }
    await talk.hangUp();
  }
}

/** The next frame of a postingPublished that runs as `id`. */
export async function nextPublished(talk: SocketTalk, id = '1', patienceMs = 10_000): Promise<Published> {
  const { payload } = await talk.hear('next', id, patienceMs);
  const { data, errors } = payload as { data?: { postingPublished: Published } | null; errors?: unknown };
  if (!data) throw new Error(JSON.stringify(errors));
  return data.postingPublished;
}
