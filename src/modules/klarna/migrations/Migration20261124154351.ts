import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261124154351 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "klarna_event" drop constraint if exists "klarna_event_fingerprint_unique";`
    )
    this.addSql(
      `create table if not exists "klarna_event" ("id" text not null, "kind" text check ("kind" in ('authorization', 'fraud', 'hosted_page')) not null, "fingerprint" text not null, "state" text check ("state" in ('waiting', 'done', 'ignored', 'failed')) not null default 'waiting', "subject_type" text check ("subject_type" in ('cart', 'payment_collection')) not null, "subject_id" text not null, "klarna_session_id" text null, "klarna_order_id" text null, "event_type" text null, "attempts" integer not null default 0, "next_attempt_at" timestamptz null, "processed_at" timestamptz null, "error" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_event_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_event_deleted_at" ON "klarna_event" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_event_fingerprint_unique" ON "klarna_event" ("fingerprint") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_event_next_attempt_at" ON "klarna_event" ("next_attempt_at") WHERE next_attempt_at IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_event_subject_id" ON "klarna_event" ("subject_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_event_state" ON "klarna_event" ("state") WHERE deleted_at IS NULL;`
    )

    this.addSql(
      `alter table if exists "klarna_purchase" drop constraint if exists "klarna_purchase_state_check";`
    )

    this.addSql(
      `alter table if exists "klarna_purchase" add column if not exists "customer_type" text check ("customer_type" in ('person', 'organization')) not null default 'person', add column if not exists "hosted_page" text null, add column if not exists "opened_at" timestamptz null, add column if not exists "placed_at" timestamptz null, add column if not exists "completion_failed_at" timestamptz null, add column if not exists "rejected_at" timestamptz null, add column if not exists "alert" text check ("alert" in ('unknown_outcome', 'order_without_money', 'review_rejected')) null, add column if not exists "next_check_at" timestamptz null;`
    )
    this.addSql(
      `alter table if exists "klarna_purchase" add constraint "klarna_purchase_state_check" check("state" in ('open', 'placing', 'placed', 'canceled', 'unknown', 'closed'));`
    )
    this.addSql(
      `update "klarna_purchase" set "next_check_at" = now() where "state" in ('open', 'placing') and "deleted_at" is null;`
    )
    this.addSql(
      `update "klarna_purchase" set "alert" = 'unknown_outcome' where "state" = 'unknown' and "deleted_at" is null;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_next_check_at" ON "klarna_purchase" ("next_check_at") WHERE next_check_at IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_state" ON "klarna_purchase" ("state") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_alert" ON "klarna_purchase" ("alert") WHERE alert IS NOT NULL AND deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "klarna_event" cascade;`)

    this.addSql(
      `alter table if exists "klarna_purchase" drop constraint if exists "klarna_purchase_state_check";`
    )
    this.addSql(`update "klarna_purchase" set "state" = 'canceled' where "state" = 'closed';`)

    this.addSql(`drop index if exists "IDX_klarna_purchase_next_check_at";`)
    this.addSql(`drop index if exists "IDX_klarna_purchase_state";`)
    this.addSql(`drop index if exists "IDX_klarna_purchase_alert";`)
    this.addSql(
      `alter table if exists "klarna_purchase" drop column if exists "customer_type", drop column if exists "hosted_page", drop column if exists "opened_at", drop column if exists "placed_at", drop column if exists "completion_failed_at", drop column if exists "rejected_at", drop column if exists "alert", drop column if exists "next_check_at";`
    )

    this.addSql(
      `alter table if exists "klarna_purchase" add constraint "klarna_purchase_state_check" check("state" in ('open', 'placing', 'placed', 'canceled', 'unknown'));`
    )
  }
}
