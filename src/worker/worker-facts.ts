import { type IdNumber, isDemoAddressCode } from '#kernel/id-number.js';
import { maskName } from '#kernel/mask.js';
import type { RegionFact } from '#kernel/operation.js';
import type { EmploymentForm, VerifyMethod, Worker } from './worker.entity.js';

/** What is written of a worker: the same of a person on record and of one who is made ready to be registered. */
type Facts<Key extends keyof Worker> = Pick<Worker, Key>;

/** Sex and birth date are what the ID number says; nobody types them. */
export function identifiedBy(
  worker: Facts<'birthDate' | 'sexCode' | 'invented'>,
  { birthDate, sexCode, addressCode }: IdNumber,
): void {
  worker.birthDate = birthDate;
  worker.sexCode = sexCode;
  worker.invented = isDemoAddressCode(addressCode);
}

/** What may stand beside the person in every list: the surname and two stars. */
export function called(worker: Facts<'displayName'>, name: string): void {
  worker.displayName = maskName(name);
}

/** The region that answers for the person; its path is the stake. */
export function servedBy(worker: Facts<'serviceRegion' | 'origin'>, region: RegionFact): void {
  worker.serviceRegion = region.code;
  worker.origin = region.path;
}

/** Where the household is registered (户籍). */
export function registeredIn(worker: Facts<'hukouRegion' | 'hukou'>, region: RegionFact): void {
  worker.hukouRegion = region.code;
  worker.hukou = region.path;
}

/**
 * Present work and where it is, or none. Other work than before is no longer with the employer of an arrival. `until`: its
 * last planned day; left out, the same work keeps the one it had.
 */
export function worksAs(
  worker: Facts<
    'employmentForm' | 'employmentRegion' | 'employmentPath' | 'employedBy' | 'worksUntil' | 'seasonEndedOn'
  >,
  form: EmploymentForm | null,
  region: RegionFact | null,
  until?: string | null,
): void {
  if (worker.employmentForm === form && worker.employmentRegion === (region?.code ?? null)) {
    if (until !== undefined) worker.worksUntil = until;
    return;
  }
  worker.worksUntil = until ?? null;
  if (form !== null) worker.seasonEndedOn = null;
  worker.employmentForm = form;
  worker.employmentRegion = region?.code ?? null;
  worker.employmentPath = region?.path ?? null;
  worker.employedBy = null;
}

/** The identity was checked on this day, by this means. */
export function verifiedBy(
  worker: Facts<'verifyMethod' | 'realNameVerifiedOn'>,
  method: VerifyMethod | null,
  day: string,
): void {
  worker.verifyMethod = method;
  worker.realNameVerifiedOn = method ? day : null;
}
