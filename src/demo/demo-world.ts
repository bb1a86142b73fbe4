import type { Viewer } from '#access/viewer.js';
import type { Message } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';

/** How far a load is. */
export interface DemoProgress {
  readonly stage: Message;
  readonly done: number;
  readonly total: number;
}

/** What loading the demo world needs of the program around it. */
export interface DemoWorld {
  /** The folder that holds the files of the demo. */
  readonly folder: string;
  /** How many invented people, 0 or more. */
  readonly workers: number;
  open(viewer: Viewer): Operation;
  /** Makes the regions that were just written known to every operation. */
  reloadRegions(): Promise<void>;
  readonly progress: (progress: DemoProgress) => void;
}
