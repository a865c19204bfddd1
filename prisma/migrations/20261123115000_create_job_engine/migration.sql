-- State of the embedded job engine. Ids, names, states and errors; events carry ids, never personal data, and
-- the outputs of steps are emptied when their run ends. Rows older than 30 days are deleted by housekeeping.
-- `json`, not `jsonb`: a result must come back exactly as it was committed, and may hold \u0000.

create schema job_engine;

create table job_engine.function (
  id text primary key,
  name text not null,
  config json not null,
  active boolean not null default true,
  refusal text,
  registered_at timestamptz not null default now()
);

create table job_engine.schedule (
  function_id text not null references job_engine.function (id) on delete cascade,
  cron text not null,
  next_at timestamptz not null,
  last_at timestamptz,
  primary key (function_id, cron)
);

create table job_engine.event (
  seq bigint generated always as identity primary key,
  id text not null,
  name text not null,
  data json not null,
  sent_at timestamptz not null,
  -- Set for "run now" and "retry": the event starts this function only.
  target_function text,
  rerun_of text,
  received_at timestamptz not null default now(),
  routed_at timestamptz
);
create index event_unrouted_idx on job_engine.event (seq) where routed_at is null;
-- One repetition per run, also when two people press the button.
create unique index event_rerun_key on job_engine.event (rerun_of) where rerun_of is not null;
create index event_received_idx on job_engine.event (received_at);

-- Within 24 hours the same event id starts nothing a second time.
create table job_engine.event_receipt (
  event_id text primary key,
  received_at timestamptz not null default now()
);
create index event_receipt_received_idx on job_engine.event_receipt (received_at);

-- Within 24 hours a function runs once per value of its idempotency key (kept as a hash).
create table job_engine.idempotency (
  function_id text not null,
  key_hash text not null,
  created_at timestamptz not null default now(),
  primary key (function_id, key_hash)
);
create index idempotency_created_idx on job_engine.idempotency (created_at);

create table job_engine.run (
  id text primary key,
  function_id text not null,
  event_seq bigint not null references job_engine.event (seq),
  cron text,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  -- The function must be called again while wanted > done; both only grow.
  wanted integer not null default 1,
  done integer not null default 0,
  attempt integer not null default 0,
  retry_at timestamptz,
  -- Calls without an answer to be trusted: the same attempt is made again. `interrupted` were cut off while at work.
  unanswered integer not null default 0,
  interrupted integer not null default 0,
  problem text,
  parallel boolean not null default false,
  parent_run_id text,
  parent_step_id text,
  rerun_of text,
  error json,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create unique index run_once_per_event_key on job_engine.run (function_id, event_seq);
create index run_active_idx on job_engine.run (function_id) where status in ('queued', 'running');
create index run_created_idx on job_engine.run (created_at desc);
create index run_function_created_idx on job_engine.run (function_id, created_at desc);
create index run_failed_idx on job_engine.run (ended_at) where status = 'failed';
create index run_event_idx on job_engine.run (event_seq);
create index run_rerun_idx on job_engine.run (rerun_of) where rerun_of is not null;

create table job_engine.step (
  run_id text not null references job_engine.run (id) on delete cascade,
  id text not null,
  name text not null,
  kind text not null check (kind in ('run', 'sleep', 'wait', 'invoke')),
  status text not null check (status in ('planned', 'retrying', 'waiting', 'completed', 'failed', 'abandoned')),
  attempt integer not null default 0,
  retry_at timestamptz,
  unanswered integer not null default 0,
  interrupted integer not null default 0,
  wake_at timestamptz,
  wait_event text,
  wait_condition text,
  -- Order of completion: the function sees its results in this order on every call.
  position integer,
  output json,
  error json,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (run_id, id)
);
create index step_waiting_idx on job_engine.step (wait_event) where status = 'waiting' and wait_event is not null;
