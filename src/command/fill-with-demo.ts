import { join } from 'node:path';
import { businessDay } from '#kernel/business-day.js';
import type { DemoProgress } from '#demo/demo-world.js';
import { loadDemo } from '#demo/load-demo.js';
import { onceAsDemo } from '#store/once-as-demo.js';
import { openOperation } from '#store/open-operation.js';
import type { Ground } from '../ground.js';
import { projectRoot } from '../project-root.js';

export interface DemoSettings {
  /** Invented workers, 0 or more. */
  readonly workers: number;
  readonly onProgress: (progress: DemoProgress) => void;
}

/**
 * Fills an empty, migrated database with the demo world and marks it, or finishes a load that was interrupted.
 * Answers whether it did: false, in a moment, on a complete demo and on any other database. The ground must be
 * opened anew after it did, because it was opened on a database that was no demo yet.
 */
export async function fillWithDemo(
  world: Ground,
  ownerUrl: string,
  { workers, onProgress }: DemoSettings,
): Promise<boolean> {
  const { ground } = world;
  return onceAsDemo(ownerUrl, businessDay(ground.clock()), async (day) => {
    await loadDemo(
      {
        folder: join(projectRoot(), 'demo'),
        workers,
        open: (viewer) => openOperation(ground, viewer),
        reloadRegions: () => world.reloadRegions(),
        progress: onProgress,
      },
      day,
    );
  });
}
