import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { IdentityVault } from '#kernel/operation.js';

const schema = defineEntity({
  name: 'WorkerIdentity',
  tableName: 'worker_identity',
  properties: {
    workerId: p.uuid().primary(),
    nameEnc: p.string(),
    idNumberEnc: p.string(),
    idNumberHmac: p.blob(),
    phoneEnc: p.string().nullable(),
    phoneHmac: p.blob().nullable(),
    nameBirthHmac: p.blob().nullable(),
    version: p.integer().version(),
  },
});

/**
 * Who a worker is (身份信息): sealed, in a table of its own, so that neither lists nor journal images ever
 * hold it readable. The fingerprint of the ID number is unique over the whole deployment.
 */
export class WorkerIdentity extends schema.class {
  /** Seals everything anew under the current key; what it says stays, and so do the fingerprints. */
  resealBy(vault: IdentityVault): void {
    this.nameEnc = vault.seal(vault.open(this.nameEnc));
    this.idNumberEnc = vault.seal(vault.open(this.idNumberEnc));
    if (this.phoneEnc != null) this.phoneEnc = vault.seal(vault.open(this.phoneEnc));
  }
}
schema.setClass(WorkerIdentity);

/** A name without what tells nobody apart: spaces, the middle dot, full-width and capital letters. */
export function bareName(name: string): string {
  return name.normalize('NFKC').replace(/[\s·]/gu, '').toLowerCase();
}

/** The fingerprint of a name with a birth date (YYYY-MM-DD): the same for every way to write the name that looks the same. */
export function nameAndBirth(vault: IdentityVault, name: string, birthDate: string): Buffer {
  return vault.fingerprint(`name-and-birth:${bareName(name)}:${birthDate}`);
}

/** What identifies somebody who is not on record yet. */
export type NewIdentityRow = Omit<InferEntity<typeof schema>, 'version'>;

export function sealName(
  identity: Pick<WorkerIdentity, 'nameEnc'>,
  vault: IdentityVault,
  name: string,
): void {
  identity.nameEnc = vault.seal(name);
}

export function sealIdNumber(
  identity: Pick<WorkerIdentity, 'idNumberEnc' | 'idNumberHmac'>,
  vault: IdentityVault,
  idNumber: string,
): void {
  identity.idNumberEnc = vault.seal(idNumber);
  identity.idNumberHmac = vault.fingerprint(idNumber);
}

export function sealPhone(
  identity: Pick<WorkerIdentity, 'phoneEnc' | 'phoneHmac'>,
  vault: IdentityVault,
  phone: string | null,
): void {
  identity.phoneEnc = phone === null ? null : vault.seal(phone);
  identity.phoneHmac = phone === null ? null : vault.fingerprint(phone);
}

/** What finds the same name born on the same day; to be said again whenever either changes. */
export function markNameAndBirth(
  identity: Pick<WorkerIdentity, 'nameBirthHmac'>,
  vault: IdentityVault,
  name: string,
  birthDate: string,
): void {
  identity.nameBirthHmac = nameAndBirth(vault, name, birthDate);
}
