import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261124123912 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "klarna_purchase" drop constraint if exists "klarna_purchase_klarna_order_id_unique";`
    )
    this.addSql(
      `alter table if exists "klarna_purchase" drop constraint if exists "klarna_purchase_subject_type_subject_id_unique";`
    )
    this.addSql(
      `alter table if exists "klarna_operation" drop constraint if exists "klarna_operation_kind_medusa_id_unique";`
    )
    this.addSql(
      `alter table if exists "klarna_market_settings" drop constraint if exists "klarna_market_settings_market_unique";`
    )
    this.addSql(
      `create table if not exists "klarna_market_settings" ("id" text not null, "market" text not null, "values" jsonb not null, "version" integer not null default 1, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_market_settings_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_market_settings_market_unique" ON "klarna_market_settings" ("market") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_market_settings_deleted_at" ON "klarna_market_settings" ("deleted_at") WHERE deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "klarna_operation" ("id" text not null, "kind" text check ("kind" in ('capture', 'refund', 'cancel', 'release', 'shipping_info')) not null, "state" text check ("state" in ('planned', 'pending', 'done', 'failed')) not null default 'pending', "klarna_order_id" text not null, "payment_id" text null, "medusa_id" text null, "amount" integer null, "attempt" integer not null default 1, "idempotency_key" text null, "klarna_id" text null, "details" jsonb not null, "error" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_operation_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_deleted_at" ON "klarna_operation" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_klarna_order_id" ON "klarna_operation" ("klarna_order_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_payment_id" ON "klarna_operation" ("payment_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_operation_kind_medusa_id_unique" ON "klarna_operation" ("kind", "medusa_id") WHERE medusa_id IS NOT NULL AND deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "klarna_purchase" ("id" text not null, "subject_type" text check ("subject_type" in ('cart', 'payment_collection')) not null, "subject_id" text not null, "state" text check ("state" in ('open', 'placing', 'placed', 'canceled', 'unknown')) not null default 'open', "market" text not null, "environment" text not null, "currency_code" text not null, "amount" integer not null, "klarna_session_id" text null, "client_token" text null, "payment_method_categories" text null, "session_expires_at" timestamptz null, "payload_hash" text null, "authorize_data" text null, "authorization_token" text null, "order_body" text null, "klarna_order_id" text null, "fraud_status" text null, "payment_method" text null, "redirect_url" text null, "payment_session_id" text null, "order_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_purchase_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_deleted_at" ON "klarna_purchase" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_purchase_subject_type_subject_id_unique" ON "klarna_purchase" ("subject_type", "subject_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_purchase_klarna_order_id_unique" ON "klarna_purchase" ("klarna_order_id") WHERE klarna_order_id IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_klarna_session_id" ON "klarna_purchase" ("klarna_session_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_order_id" ON "klarna_purchase" ("order_id") WHERE deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "klarna_market_settings" cascade;`)

    this.addSql(`drop table if exists "klarna_operation" cascade;`)

    this.addSql(`drop table if exists "klarna_purchase" cascade;`)
  }
}
