import { defineEntity, p } from '@mikro-orm/core';
import type { IdentityVault, RegionFact } from '#kernel/operation.js';

const schema = defineEntity({
  name: 'Household',
  tableName: 'household',
  properties: {
    id: p.uuid().primary(),
    no: p.string(),
    regionCode: p.string(),
    /** Path of the region; the stake. */
    origin: p.string(),
    buildingId: p.uuid().nullable(),
    addressEnc: p.string().nullable(),
    movedFrom: p.string().nullable(),
    registeredAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A family under one number of its county (户). Who belongs to it stands in HouseholdMember; the head is one of them. */
export class Household extends schema.class {
  /** Where it lives: the region answers for it. */
  livesIn(region: RegionFact): void {
    this.regionCode = region.code;
    this.origin = region.path;
  }

  /** House, unit and door, sealed: with them a family is found (domain 3.4); null takes them away. */
  sealAddress(vault: IdentityVault, address: string | null): void {
    this.addressEnc = address === null ? null : vault.seal(address);
  }

  /** The same address, sealed by the current key of the vault. */
  resealBy(vault: IdentityVault): void {
    if (this.addressEnc != null) this.addressEnc = vault.seal(vault.open(this.addressEnc));
  }
}
schema.setClass(Household);
