/** How a process learns what came: it reads the journal itself; from the relay; or it is the relay, and reads for the others. */
export type Way = 'DATABASE' | 'BROKER' | 'RELAY';
/** Every way there is. */
export const WAYS: readonly Way[] = ['DATABASE', 'BROKER', 'RELAY'];
