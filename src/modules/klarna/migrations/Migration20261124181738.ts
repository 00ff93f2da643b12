import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261124181738 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "klarna_operation" drop constraint if exists "klarna_operation_kind_check";`
    )

    this.addSql(
      `alter table if exists "klarna_operation" add column if not exists "sent_at" timestamptz null, add column if not exists "tries" integer not null default 0, add column if not exists "next_attempt_at" timestamptz null;`
    )
    this.addSql(
      `alter table if exists "klarna_operation" add constraint "klarna_operation_kind_check" check("kind" in ('capture', 'refund', 'cancel', 'release', 'extend', 'shipping_info', 'authorization', 'references', 'address', 'send_out', 'due_date'));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_next_attempt_at" ON "klarna_operation" ("next_attempt_at") WHERE next_attempt_at IS NOT NULL AND deleted_at IS NULL;`
    )

    this.addSql(
      `alter table if exists "klarna_purchase" add column if not exists "adopted_collection_id" text null, add column if not exists "authorization_expires_at" timestamptz null, add column if not exists "findings" text null, add column if not exists "compared_at" timestamptz null, add column if not exists "next_comparison_at" timestamptz null;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_next_comparison_at" ON "klarna_purchase" ("next_comparison_at") WHERE next_comparison_at IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_purchase_compared_at" ON "klarna_purchase" ("compared_at") WHERE findings IS NOT NULL AND deleted_at IS NULL;`
    )

    // What was begun or placed before these columns were there is looked after as well.
    this.addSql(
      `update "klarna_operation" set "sent_at" = "updated_at", "next_attempt_at" = now() where "state" = 'pending' and "idempotency_key" is not null;`
    )
    this.addSql(
      `update "klarna_purchase" set "next_comparison_at" = now() where "state" = 'placed' and "klarna_order_id" is not null;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "klarna_operation" drop constraint if exists "klarna_operation_kind_check";`
    )

    this.addSql(`drop index if exists "IDX_klarna_operation_next_attempt_at";`)
    this.addSql(
      `alter table if exists "klarna_operation" drop column if exists "sent_at", drop column if exists "tries", drop column if exists "next_attempt_at";`
    )

    this.addSql(
      `alter table if exists "klarna_operation" add constraint "klarna_operation_kind_check" check("kind" in ('capture', 'refund', 'cancel', 'release', 'shipping_info'));`
    )

    this.addSql(`drop index if exists "IDX_klarna_purchase_next_comparison_at";`)
    this.addSql(`drop index if exists "IDX_klarna_purchase_compared_at";`)
    this.addSql(
      `alter table if exists "klarna_purchase" drop column if exists "adopted_collection_id", drop column if exists "authorization_expires_at", drop column if exists "findings", drop column if exists "compared_at", drop column if exists "next_comparison_at";`
    )
  }
}
