import { started } from './global-setup.ts';

/** Stops the tests' PostgreSQL when this run was the last to use it. */
export default async function stopPostgres(): Promise<void> {
  await started.stop?.();
}
