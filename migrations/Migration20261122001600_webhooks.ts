import { Migration } from '@mikro-orm/migrations';

/**
 * Webhooks: where an account wants to be told, how far it has been told, what it asked to be told again, and each
 * attempt. Only the webhook itself is a noun: how far it has come moves with every message, and the journal would
 * tell of nothing else.
 */
export class Migration20261122001600_webhooks extends Migration {
  override up(): void {
    this.addSql(`
      create table webhook (
        id uuid primary key default uuidv7(),
        owner_id uuid not null references account (id),
        organization_id uuid not null references organization (id),
        url text not null check (length(url) between 10 and 2000),
        topic text not null,
        document text not null check (length(document) between 1 and 10000),
        variables text check (length(variables) <= 10000),
        state text not null default 'ACTIVE' check (state in ('ACTIVE','PAUSED','DISABLED','ENDED')),
        disabled_for text check (disabled_for in ('OWNER_REVOKED','OWNER_MOVED','GONE','TOO_MANY_FAILURES','DOCUMENT_INVALID','EPOCH_CHANGED')),
        secret_enc text,
        previous_secret_enc text,
        previous_until timestamptz,
        -- How often something was asked of it beside its topic: a replay, a ping. It makes the asking a change.
        errands integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        version integer not null default 1,
        check (state = 'ENDED' or secret_enc is not null)
      );
      create index webhook_organization on webhook (organization_id, id);
      create index webhook_active on webhook (id) where state = 'ACTIVE';
      call make_noun('webhook');
      call wall_table('webhook');
      -- Its owner, and colleagues of the same organization in the same role: they see the same things everywhere.
      create policy webhook_side on webhook for select using (organization_id = (select viewer_organization())
        and exists (select from account a where a.id = owner_id and a.role = (select viewer_role())));
      create policy webhook_side_step on webhook for update using (organization_id = (select viewer_organization())
        and exists (select from account a where a.id = owner_id and a.role = (select viewer_role())));
      create policy webhook_owner on webhook for insert with check (organization_id = (select viewer_organization())
        and owner_id::text = (select current_setting('app.actor', true)));
    `);
    this.addSql(`
      -- How far it has been told, as two snapshots and a number (see position.ts), and what it waits for.
      create table webhook_progress (
        webhook_id uuid primary key references webhook (id),
        -- Places mean nothing in a database that was restored from a copy: its transactions are numbered anew.
        epoch uuid not null,
        reached text not null,
        reached_from text,
        reached_seq bigint,
        message_id text,
        failures integer not null default 0,
        next_at timestamptz,
        round bigint not null default 0
      );
      create table webhook_errand (
        id uuid primary key default uuidv7(),
        webhook_id uuid not null references webhook (id),
        kind text not null check (kind in ('REPLAY','PING')),
        reached text,
        reached_from text,
        reached_seq bigint,
        until text,
        until_from text,
        until_seq bigint,
        seqs bigint[],
        asked_at timestamptz not null default now(),
        done_at timestamptz
      );
      create index webhook_errand_open on webhook_errand (webhook_id, id) where done_at is null;
      create table webhook_delivery (
        id uuid primary key default uuidv7(),
        webhook_id uuid not null references webhook (id),
        kind text not null check (kind in ('CHANGE','REPLAY','PING')),
        message_id text not null,
        position text,
        attempt integer not null,
        status text not null check (status in ('SUCCEEDED','FAILED','PENDING')),
        http_status integer,
        failure text,
        at timestamptz not null default now(),
        next_attempt_at timestamptz,
        duration_ms integer not null
      );
      create index webhook_delivery_webhook on webhook_delivery (webhook_id, id);
      create index webhook_delivery_message on webhook_delivery (webhook_id, message_id);
      create index webhook_delivery_age on webhook_delivery (at);
      -- At most one message waits for its next attempt.
      create unique index webhook_delivery_pending on webhook_delivery (webhook_id) where status = 'PENDING';
    `);
    for (const log of ['webhook_errand', 'webhook_delivery']) this.addSql(`call wall_table('${log}');`);
    this.addSql(`
      -- Whoever sees the webhook, the system among them.
      alter table webhook_progress enable row level security;
      alter table webhook_progress force row level security;
    `);
    for (const log of ['webhook_progress', 'webhook_errand', 'webhook_delivery'])
      this.addSql(`
        grant select, insert, update on ${log} to labor_bridge_app;
        create policy ${log}_side on ${log} for select using (exists (select from webhook w where w.id = webhook_id));
      `);
    this.addSql(`
      -- Where it begins, goes on, and what it is asked, its side says; what was sent, the system alone.
      create policy webhook_progress_begin on webhook_progress for insert
        with check (exists (select from webhook w where w.id = webhook_id));
      create policy webhook_progress_resume on webhook_progress for update
        using (exists (select from webhook w where w.id = webhook_id));
      create policy webhook_errand_ask on webhook_errand for insert
        with check (exists (select from webhook w where w.id = webhook_id) and done_at is null);
      -- The log is kept for a month; the clock forgets what is older.
      grant delete on webhook_delivery, webhook_errand to labor_bridge_app;
    `);
  }
}
