import { join } from 'node:path';
import { systemViewer } from '#access/viewer.js';
import { businessDay } from '#kernel/business-day.js';
import type { DemoProgress } from '#demo/demo-world.js';
import { loadDemo } from '#demo/load-demo.js';
import { onceAsDemo } from '#store/once-as-demo.js';
import { openOperation } from '#store/open-operation.js';
import type { Ground } from '../ground.js';
import { projectRoot } from '../project-root.js';
import { demoSummary } from './demo-summary.js';

export interface DemoSettings {
  /** Invented workers, 0 or more. */
  readonly workers: number;
  readonly onProgress: (progress: DemoProgress) => void;
}

/**
 * Fills an empty, migrated database with the demo world and marks it, or finishes a load that was interrupted.
 * Answers the summary for a terminal when it did; undefined, in a moment, on a complete demo and on any other
 * database. The ground must be opened anew after it did, because it was opened on a database that was no demo yet.
 */
export async function fillWithDemo(
  world: Ground,
  ownerUrl: string,
  { workers, onProgress }: DemoSettings,
): Promise<string | undefined> {
  const { ground } = world;
  let summary: string | undefined;
  await onceAsDemo(ownerUrl, businessDay(ground.clock()), async (day) => {
    const real = await loadDemo(
      {
        folder: join(projectRoot(), 'demo'),
        workers,
        open: (viewer) => openOperation(ground, viewer),
        reloadRegions: () => world.reloadRegions(),
        progress: onProgress,
      },
      day,
    );
    summary = await demoSummary(openOperation(ground, systemViewer('demo')), real);
  });
  return summary;
}
