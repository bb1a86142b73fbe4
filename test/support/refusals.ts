import { HouseError } from '#kernel/error.js';

/** The reason with which something is refused; a failed test when it is not, or fails otherwise. */
export function reasonOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (fault) {
    if (fault instanceof HouseError) return fault.reason;
    throw fault;
  }
  throw new Error('it was not refused');
}

/** As `reasonOf`, for what is refused later: code and reason. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (fault) {
    if (fault instanceof HouseError) return `${fault.code}/${fault.reason}`;
    throw fault;
  }
  throw new Error('it was not refused');
}
