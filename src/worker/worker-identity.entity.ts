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

  /** Seals everything anew under the current key; what it says stays, and so do the fingerprints. */
  resealBy(vault: IdentityVault): void {
    this.nameEnc = vault.seal(vault.open(this.nameEnc));
    this.idNumberEnc = vault.seal(vault.open(this.idNumberEnc));
    if (this.phoneEnc != null) this.phoneEnc = vault.seal(vault.open(this.phoneEnc));
  }
}
schema.setClass(WorkerIdentity);
