import { Migration } from '@mikro-orm/migrations';

/**
 * From being put forward to having arrived. Every row writes down its stake at birth (origin,
 * destination, employer), so that access, counts and event filters need no joins.
 */
export class Migration20261122000500_journey extends Migration {
  override up(): void {
    this.addSql(`
      create table referral (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        posting_id uuid not null references job_posting (id),
        employer_id uuid not null references organization (id),
        origin text collate "C" not null,
        destination text collate "C" not null,
        state text not null check (state in ('CREATED','SENT','VIEWED','NO_RESPONSE','INTERESTED','DECLINED','SUBMITTED','INTERVIEW','OFFERED','REJECTED','ACCEPTED','OFFER_DECLINED','OFFER_EXPIRED','PLACED','CANCELLED')),
        state_reason text check (length(state_reason) <= 500),
        targeted boolean not null default true,
        channel text check (channel in ('SMS','PHONE','LOUDSPEAKER','WECHAT','VISIT','APP')),
        sent_at timestamptz,
        submitted_at timestamptz,
        accepted_at timestamptz,
        hold_until date,
        created_at timestamptz not null default now(),
        version integer not null default 1
      );
      create unique index referral_one_active on referral (worker_id, posting_id)
        where state in ('CREATED','SENT','VIEWED','NO_RESPONSE','INTERESTED','SUBMITTED','INTERVIEW','OFFERED','ACCEPTED');
      create index referral_worker on referral (worker_id, id);
      create index referral_posting on referral (posting_id, id);
      create index referral_origin on referral (origin, id);
      create index referral_destination on referral (destination, id);
      create index referral_employer on referral (employer_id, id);
      create index referral_hold on referral (hold_until) where state = 'ACCEPTED';
      call make_noun('referral');

      create table dispatch_order (
        id uuid primary key default uuidv7(),
        dispatch_no text not null unique,
        worker_id uuid not null references worker (id),
        referral_id uuid references referral (id),
        posting_id uuid not null references job_posting (id),
        employer_id uuid not null references organization (id),
        origin_region text collate "C" not null references region (code),
        destination_region text collate "C" not null references region (code),
        origin text collate "C" not null,
        destination text collate "C" not null,
        kind text not null check (kind in ('LONG_TERM','SEASONAL','RETURN_TO_FORMER')),
        transport text not null check (transport in ('CHARTER','SELF_REIMBURSED','SELF')),
        planned_on date not null,
        agreement_ref text check (length(agreement_ref) <= 100),
        identity_checked_on date,
        health_checked_on date,
        employer_confirmed_on date,
        state text not null check (state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED','ON_POST','CLOSED','CANCELLED','NO_SHOW','LOST_CONTACT','REFUSED_BY_EMPLOYER','RETURNED')),
        state_reason text check (length(state_reason) <= 500),
        departed_at timestamptz,
        created_at timestamptz not null default now(),
        version integer not null default 1
      );
      create unique index dispatch_order_one_open on dispatch_order (worker_id)
        where state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED','ON_POST');
      create index dispatch_order_worker on dispatch_order (worker_id, id);
      create index dispatch_order_origin on dispatch_order (origin, id);
      create index dispatch_order_destination on dispatch_order (destination, id);
      create index dispatch_order_employer on dispatch_order (employer_id, id);
      call make_noun('dispatch_order');

      create table trip (
        id uuid primary key default uuidv7(),
        trip_no text not null unique,
        mode text not null check (mode in ('CHARTER_BUS','CHARTER_TRAIN','CHARTER_FLIGHT','CARPOOL','TRAIN')),
        origin_region text collate "C" not null references region (code),
        destination_region text collate "C" not null references region (code),
        origin text collate "C" not null,
        destination text collate "C" not null,
        seats integer not null check (seats between 1 and 2000),
        booked integer not null default 0 check (booked >= 0),
        boarded integer not null default 0 check (boarded >= 0),
        escorts integer not null default 0 check (escorts >= 0),
        carrier text check (length(carrier) <= 200),
        plate text check (length(plate) <= 20),
        depart_at timestamptz not null,
        arrive_at timestamptz not null,
        announced_at timestamptz,
        departed_at timestamptz,
        state text not null check (state in ('PLANNED','REGISTRATION','LOCKED','BOARDING','DEPARTED','ARRIVED','HANDED_OVER','CLOSED','CANCELLED')),
        version integer not null default 1,
        constraint trip_seats check (booked <= seats and boarded <= booked),
        check (arrive_at > depart_at)
      );
      create index trip_origin on trip (origin, id);
      create index trip_destination on trip (destination, id);
      call make_noun('trip');

      create table trip_passenger (
        id uuid primary key default uuidv7(),
        trip_id uuid not null references trip (id),
        dispatch_id uuid not null references dispatch_order (id),
        worker_id uuid not null references worker (id),
        origin text collate "C" not null,
        destination text collate "C" not null,
        board_state text not null check (board_state in ('LISTED','BOARDED','NO_SHOW','LEFT_EN_ROUTE','ARRIVED','CANCELLED')),
        version integer not null default 1
      );
      create unique index trip_passenger_one_active on trip_passenger (dispatch_id) where board_state in ('LISTED','BOARDED','ARRIVED');
      create index trip_passenger_trip on trip_passenger (trip_id, id);
      call make_noun('trip_passenger');

      create table arrival (
        id uuid primary key default uuidv7(),
        dispatch_id uuid not null unique references dispatch_order (id),
        worker_id uuid not null references worker (id),
        posting_id uuid not null references job_posting (id),
        employer_id uuid not null references organization (id),
        origin text collate "C" not null,
        destination text collate "C" not null,
        occupation text,
        state text not null check (state in ('EXPECTED','IN_CITY','ON_POST','VERIFIED','NO_SHOW','REFUSED','WITHDREW','REASSIGNED','RETURNED')),
        expected_on date not null,
        station_id uuid references organization (id),
        in_city_at timestamptz,
        on_post_on date,
        receipt_no text check (length(receipt_no) <= 100),
        received_by uuid references account (id),
        verified_at timestamptz,
        verified_by uuid references account (id),
        note text check (length(note) <= 500),
        version integer not null default 1,
        check (state <> 'VERIFIED' or (verified_at is not null and receipt_no is not null)),
        check (received_by is null or verified_by is null or received_by <> verified_by)
      );
      create index arrival_worker on arrival (worker_id, id);
      create index arrival_origin on arrival (origin, id);
      create index arrival_destination on arrival (destination, id);
      create index arrival_employer on arrival (employer_id, id);
      call make_noun('arrival');
    `);
  }
}
