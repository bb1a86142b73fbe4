import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second whatever the kernel's own tick (USER_HZ, proc(5)). */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that have ended and were waited for. */
  readonly childrenMs: number;
}

/** User and system time that a process has used so far, in ms, in steps of 10. */
export function cpuMs(pid: number): number {
  return stat(pid).ownMs;
}

/** The same of a PostgreSQL server: the postmaster, what its ended children used, and its living ones. */
export function postgresCpuMs(postmaster: number): number {
  const { ownMs, childrenMs } = stat(postmaster);
  let sum = ownMs + childrenMs;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const child = stat(Number(name));
      if (child.parent === postmaster) sum += child.ownMs;
    } catch {
      // It ended between the listing and the look.
    }
  }
  return sum;
}

/** Resident memory, in MB of 1 000 000 bytes. */
export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}

/** The most that was ever resident of a process, in the same MB; undefined once it has ended. */
export function peakResidentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

/** The process that this one is a child of. */
export function parentOf(pid: number): number {
  return stat(pid).parent;
}

function stat(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in brackets, which may itself hold blanks and brackets.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number): number => fields[number - 3] ?? Number.NaN;
  return {
    parent: field(4),
    ownMs: (field(14) + field(15)) * TICK_MS,
    childrenMs: (field(16) + field(17)) * TICK_MS,
  };
}
