create type webhook_status as enum ('active', 'disabled');

create table webhook (
  id uuid not null,
  organization_id uuid not null,
  name text not null,
  url text not null,
  wrapped_secret bytea not null,
  status webhook_status not null default 'active',
  log_id uuid not null,
  next bigint not null,
  trying_to bigint,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null,
  failing_since timestamptz(3),
  last_delivered_at timestamptz(3),
  last_error text,
  created_by_id uuid not null,
  created_at timestamptz(3) not null,
  constraint webhook_pkey primary key (id),
  constraint webhook_tries_forwards check (trying_to > next)
);
create index webhook_organization_id_next_attempt_at_idx on webhook (organization_id, next_attempt_at);
call portal_protect('webhook', 'select, insert, delete,
  update (status, log_id, next, trying_to, attempts, next_attempt_at, failing_since, last_delivered_at, last_error)');

-- In order and at least once: within a log the cursor never goes back.
create function webhook_refuse_going_back() returns trigger language plpgsql as $$
begin
  raise exception 'a webhook never goes back in its log' using errcode = 'check_violation';
end $$;
create trigger forwards_only before update on webhook for each row when (new.log_id = old.log_id and new.next < old.next)
  execute function webhook_refuse_going_back();
