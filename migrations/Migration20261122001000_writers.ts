import { Migration } from '@mikro-orm/migrations';

/**
 * Who may write. The first policies let a side write whatever it may read, and asked of a new row only that it
 * named the side itself: with the first wall gone, an employer could have written a referral of anybody to
 * itself, and by it have come to see the person. Now a row about a person is written only by a side to
 * which that person is known already, and a new one only by the side whose step it is.
 */
export class Migration20261122001000_writers extends Migration {
  override up(): void {
    this.addSql(`
      -- The county of the hukou reads an identity; the county that answers for the person writes it.
      alter policy worker_identity_county on worker_identity
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
      create policy worker_identity_hukou on worker_identity for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and exists (select from worker w where w.id = worker_id and starts_with(w.hukou, (select viewer_path()))));
    `);
    for (const noun of [
      'worker_tag',
      'willingness',
      'referral',
      'dispatch_order',
      'arrival',
      'trip_passenger',
    ])
      this.addSql(`
        alter policy ${noun}_county on ${noun}
          with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
            and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
      `);
    this.addSql(`
      -- A station puts forward whom it sees.
      alter policy referral_station on referral
        with check ((select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id));
    `);
    const station = `(select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path()))`;
    const employer = `(select viewer_role()) = 'EMPLOYER' and employer_id = (select viewer_organization())`;
    for (const [noun, side, whose] of [
      ['dispatch_order', 'station', station],
      ['arrival', 'station', station],
      ['trip_passenger', 'station', station],
      ['arrival', 'employer', employer],
      ['referral', 'employer', `${employer} and submitted_at is not null`],
    ] as const)
      this.addSql(`
        -- These are begun by the county, and carried on by the side to which they are addressed.
        drop policy ${noun}_${side} on ${noun};
        create policy ${noun}_${side} on ${noun} for select using (${whose});
        create policy ${noun}_${side}_step on ${noun} for update using (${whose})
          with check (${whose} and exists (select from worker w where w.id = worker_id));
      `);
  }
}
