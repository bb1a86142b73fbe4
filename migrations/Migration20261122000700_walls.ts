import { Migration } from '@mikro-orm/migrations';

/**
 * The second wall (domain 3.4): whatever a list or a verb forgets to ask, a row about a person is seen
 * only by the sides whose matter it is. Each policy is one sentence; test/stories/walls drops each in
 * turn and something must turn red. Forced for the owner too; consequences that the system itself draws
 * (a satisfied wish, a taken place) run with app.role SYSTEM inside the verb's own transaction.
 */
export class Migration20261122000700_walls extends Migration {
  override up(): void {
    for (const noun of [
      'worker',
      'worker_identity',
      'identity_reading',
      'worker_tag',
      'willingness',
      'job_posting',
      'referral',
      'dispatch_order',
      'trip',
      'trip_passenger',
      'arrival',
      'standing',
    ])
      this.addSql(`call wall_table('${noun}');`);

    this.addSql(`
      -- The county reads and writes its own people, by service region; those registered there by hukou it reads.
      create policy worker_county on worker
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy worker_hukou on worker for select
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(hukou, (select viewer_path())));
      -- A station and an employer read the workers whose standing is their matter.
      create policy worker_destination on worker for select
        using ((select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER')
          and exists (select from standing s where s.worker_id = worker.id));

      create policy standing_county on standing for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and (starts_with(origin, (select viewer_path())) or starts_with(hukou, (select viewer_path()))));
      -- A station: who is bound for its city, or wants to come and is of a paired origin.
      create policy standing_station_bound on standing for select
        using ((select viewer_role()) = 'STATION_LIAISON'
          and exists (select from unnest(bound) b where starts_with(b, (select viewer_path()))));
      create policy standing_station_demand on standing for select
        using ((select viewer_role()) = 'STATION_LIAISON' and in_demand
          and exists (select from unnest((select viewer_origins())) o where starts_with(origin, o))
          and standing_tier(explicit, broad, open_destination,
                (select string_to_array(current_setting('app.explicit_keys', true), ',')),
                (select string_to_array(current_setting('app.broad_keys', true), ','))) <> 'NONE');
      -- An employer: who was submitted to it.
      create policy standing_employer on standing for select
        using ((select viewer_role()) = 'EMPLOYER' and (select viewer_organization()) = any (shown_to));

      create policy worker_identity_county on worker_identity
        using ((select viewer_role()) = 'COUNTY_BUREAU' and exists (select from worker w where w.id = worker_id));
      -- After check-in in its own city; after the worker took the employer's offer.
      create policy worker_identity_station on worker_identity for select
        using ((select viewer_role()) = 'STATION_LIAISON' and exists (select from standing s, unnest(s.checked_in) c
          where s.worker_id = worker_identity.worker_id and starts_with(c, (select viewer_path()))));
      create policy worker_identity_employer on worker_identity for select
        using ((select viewer_role()) = 'EMPLOYER' and exists (select from standing s
          where s.worker_id = worker_identity.worker_id and (select viewer_organization()) = any (s.accepted_by)));

      create policy identity_reading_county on identity_reading for select
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy identity_reading_own on identity_reading for insert
        with check (account_id::text = (select current_setting('app.actor', true))
          and exists (select from worker_identity i where i.worker_id = identity_reading.worker_id));
      create policy identity_reading_reader on identity_reading for select
        using (account_id::text = (select current_setting('app.actor', true)));

      create policy worker_tag_county on worker_tag
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));

      create policy willingness_county on willingness
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy willingness_station on willingness for select
        using ((select viewer_role()) = 'STATION_LIAISON' and exists (select from standing s where s.worker_id = willingness.worker_id));
    `);
    this.addSql(`
      -- What has been opened is public to every signed-in side; what has not is its employer's and its city's matter.
      create policy job_posting_opened on job_posting for select
        using ((select viewer_role()) is not null and opened_at is not null);
      create policy job_posting_employer on job_posting
        using ((select viewer_role()) = 'EMPLOYER' and employer_id = (select viewer_organization()));
      create policy job_posting_station on job_posting
        using ((select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path())));
      create policy job_posting_county on job_posting
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(destination, (select viewer_path())));
    `);
    for (const noun of ['referral', 'dispatch_order', 'arrival'])
      this.addSql(`
        create policy ${noun}_county on ${noun}
          using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
        create policy ${noun}_station on ${noun}
          using ((select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path())));
      `);
    this.addSql(`
      create policy referral_employer on referral
        using ((select viewer_role()) = 'EMPLOYER' and employer_id = (select viewer_organization()) and submitted_at is not null);
      create policy dispatch_order_employer on dispatch_order for select
        using ((select viewer_role()) = 'EMPLOYER' and employer_id = (select viewer_organization()));
      create policy arrival_employer on arrival
        using ((select viewer_role()) = 'EMPLOYER' and employer_id = (select viewer_organization()));
      create policy trip_county on trip
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy trip_station on trip
        using ((select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path())));
      create policy trip_passenger_county on trip_passenger
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy trip_passenger_station on trip_passenger
        using ((select viewer_role()) = 'STATION_LIAISON' and starts_with(destination, (select viewer_path())));
    `);
  }
}
