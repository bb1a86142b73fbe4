/**
 * Stands where type-graphql wants a source of events. Streams are opened by the porch (server/live-fields),
 * which knows the position, the rights and the bound of each; no other way in exists.
 */
export function openedByPorch(): never {
  throw new Error('streams are opened by the porch');
}
