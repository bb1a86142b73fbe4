import { defineEntity, p } from '@mikro-orm/core';
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
  sealName(vault: IdentityVault, name: string): void {
    this.nameEnc = vault.seal(name);
  }

  sealIdNumber(vault: IdentityVault, idNumber: string): void {
    this.idNumberEnc = vault.seal(idNumber);
    this.idNumberHmac = vault.fingerprint(idNumber);
  }

  sealPhone(vault: IdentityVault, phone: string | null): void {
    this.phoneEnc = phone === null ? null : vault.seal(phone);
    this.phoneHmac = phone === null ? null : vault.fingerprint(phone);
  }

  /** What finds the same name born on the same day; to be said again whenever either changes. */
  markNameAndBirth(vault: IdentityVault, name: string, birthDate: string): void {
    this.nameBirthHmac = nameAndBirth(vault, name, birthDate);
  }

  /** Seals everything anew under the current key; what it says stays, and so do the fingerprints. */
  resealBy(vault: IdentityVault): void {
    this.nameEnc = vault.seal(vault.open(this.nameEnc));
    this.idNumberEnc = vault.seal(vault.open(this.idNumberEnc));
    if (this.phoneEnc != null) this.phoneEnc = vault.seal(vault.open(this.phoneEnc));
  }
}
schema.setClass(WorkerIdentity);

/**
 * The fingerprint of a name with a birth date (YYYY-MM-DD): the same for every way to write the name that looks the same, so
 * that spaces, the middle dot and full-width letters tell nobody apart.
 */
export function nameAndBirth(vault: IdentityVault, name: string, birthDate: string): Buffer {
  const bare = name.normalize('NFKC').replace(/[\s·]/gu, '').toLowerCase();
  return vault.fingerprint(`name-and-birth:${bare}:${birthDate}`);
}
