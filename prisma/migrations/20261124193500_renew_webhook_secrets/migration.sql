-- AlterTable
ALTER TABLE "webhook" ADD COLUMN     "previous_secret" BYTEA,
ADD COLUMN     "previous_until" TIMESTAMPTZ(3);

-- The old secret never stands there without its end.
alter table webhook add constraint webhook_previous_ends check ((previous_secret is null) = (previous_until is null));

grant update (wrapped_secret, previous_secret, previous_until) on webhook to portal_app;
