-- Three roles without login. Every transaction takes one of them on; nothing runs as the owner but migrations and setup.
-- Roles belong to the whole cluster: another database of it may have made them already.
do $$
declare
  name text;
begin
  foreach name in array array['portal_app', 'portal_door', 'portal_sequencer'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then null;
    end;
    execute format('grant %I to current_user with set true, inherit false', name);
  end loop;
end $$;

grant usage on schema public to portal_app, portal_door, portal_sequencer;

-- Empty and missing settings mean "no organisation", and no organisation means no rows.
create function portal_organization() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- The seat belt of a table that belongs to organisations: portal_app sees and accepts only its own rows.
create procedure portal_protect(target regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy tenant on %s to portal_app using (organization_id = portal_organization())
    with check (organization_id = portal_organization())', target);
  execute format('grant %s on %s to portal_app', privileges, target);
end $$;

-- What the door may see across organisations: the named columns of one table, and nothing else.
create procedure portal_open_door(target regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy door on %s to portal_door using (true) with check (true)', target);
  execute format('grant %s on %s to portal_door', privileges, target);
end $$;

create function portal_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: these rows are never changed', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Organisation and people -------------------------------------------------------------------------------------------

alter table organization enable row level security;
create policy tenant on organization to portal_app using (id = portal_organization());
grant select on organization to portal_app;
call portal_open_door('organization', 'select (id, slug, name, time_zone, created_at)');

call portal_protect('membership', 'select, insert, update');
call portal_open_door('membership', 'select (id, organization_id, person_id, roles, active, start_date, end_date, support_tier, company)');

-- A person is seen through a membership of the organisation at hand.
alter table person enable row level security;
create policy tenant on person for select to portal_app
  using (exists (select 1 from membership m where m.person_id = person.id));
grant select on person to portal_app;
call portal_open_door('person', 'select');

alter table credential enable row level security;
call portal_open_door('credential', 'select');

alter table session enable row level security;
create policy tenant on session for select to portal_app
  using (exists (select 1 from membership m where m.person_id = session.person_id));
grant select on session to portal_app;
call portal_open_door('session', 'select, insert, update (last_seen_at, revoked_at)');

call portal_protect('api_key', 'select, insert, update (revoked_at)');
call portal_open_door('api_key', 'select, update (last_used_at)');

-- Machinery ---------------------------------------------------------------------------------------------------------

call portal_protect('idempotency_record', 'select, insert, update, delete');
call portal_protect('outbox_event', 'insert, select');
call portal_open_door('outbox_event', 'select, update (sent_at), delete');
create index outbox_event_unsent on outbox_event (created_at) where sent_at is null;
call portal_protect('mail_message', 'select, insert, update (sent_at, error)');
call portal_protect('reference_counter', 'select, insert, update');
call portal_protect('stored_object', 'select, insert, update (wrapped_key, destroyed_at, expires_at)');
call portal_protect('access_link', 'select, insert, update (uses_left, revoked_at)');
call portal_open_door('access_link', 'select');

-- The log (A5, A7, A8) ----------------------------------------------------------------------------------------------

create unique index audit_log_one_open on audit_log (organization_id) nulls not distinct where closed_at is null;
alter table audit_log enable row level security;
create policy tenant on audit_log to portal_app using (organization_id = portal_organization());
create policy door on audit_log to portal_door using (organization_id is null);
create policy sequencer on audit_log to portal_sequencer using (true);
grant select (id, organization_id, origin, vkey, created_at, closed_at, closed_reason, successor_of_id) on audit_log to portal_app, portal_door;
grant select, update (closed_at, closed_reason) on audit_log to portal_sequencer;

call portal_protect('audit_event', 'select, insert');
create policy installation on audit_event to portal_door using (organization_id is null) with check (organization_id is null);
grant select, insert on audit_event to portal_door;
create policy sequencer on audit_event for select to portal_sequencer using (true);
grant select on audit_event to portal_sequencer;

call portal_protect('audit_pending', 'select, insert');
create policy installation on audit_pending to portal_door using (organization_id is null) with check (organization_id is null);
grant insert on audit_pending to portal_door;
create policy sequencer on audit_pending to portal_sequencer using (true);
grant select, delete on audit_pending to portal_sequencer;
grant usage on sequence audit_pending_position_seq to portal_app, portal_door;

call portal_protect('audit_detail', 'select, insert');
create policy installation on audit_detail to portal_door using (organization_id is null) with check (organization_id is null);
grant insert on audit_detail to portal_door;

call portal_protect('audit_leaf', 'select');
create policy sequencer on audit_leaf to portal_sequencer using (true) with check (true);
grant select, insert on audit_leaf to portal_sequencer;

call portal_protect('audit_tile', 'select');
create policy sequencer on audit_tile to portal_sequencer using (true) with check (true);
grant select, insert, update (hashes) on audit_tile to portal_sequencer;

call portal_protect('audit_checkpoint', 'select');
create policy sequencer on audit_checkpoint to portal_sequencer using (true) with check (true);
grant select, insert on audit_checkpoint to portal_sequencer;

create unique index subject_key_one_alive on subject_key (organization_id, subject, retention_class, month) nulls not distinct where destroyed_at is null;
call portal_protect('subject_key', 'select, insert');
create policy installation on subject_key to portal_door using (organization_id is null) with check (organization_id is null);
grant select, insert on subject_key to portal_door;

-- The only change an event ever sees: columns of protected fields become empty when their key is destroyed (A7, A17).
create function audit_event_refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and (to_jsonb(new) - '{actor_name,resource_label,ip}'::text[]) = (to_jsonb(old) - '{actor_name,resource_label,ip}'::text[])
    and (new.actor_name is null or new.actor_name = old.actor_name)
    and (new.resource_label is null or new.resource_label = old.resource_label)
    and (new.ip is null or new.ip = old.ip)
  then
    return new;
  end if;
  raise exception '% on audit_event is refused: the trail is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on audit_event for each row execute function audit_event_refuse_change();
create trigger never_truncated before truncate on audit_event for each statement execute function portal_refuse_change();
create trigger append_only before update or delete on audit_leaf for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_leaf for each statement execute function portal_refuse_change();
create trigger append_only before update or delete on audit_checkpoint for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_checkpoint for each statement execute function portal_refuse_change();
create trigger append_only before update or delete on audit_detail for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_detail for each statement execute function portal_refuse_change();

-- A command's whole bookkeeping in one statement: event, place in the queue, large change, outbox.
create function portal_record(event jsonb, leaf bytea, detail bytea, outbox jsonb) returns void language plpgsql as $$
declare
  org uuid := (event ->> 'organization_id')::uuid;
  log uuid;
begin
  select id into log from audit_log where organization_id is not distinct from org and closed_at is null;
  if log is null then
    raise exception 'no open audit log: nothing can be recorded, so nothing is done';
  end if;
  insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind, actor_id, actor_name,
      resource_type, resource_id, resource_label, control_ids, ip, session_id, request_id, correlation_id, occurred_at, recorded_at)
    select e.id, log, org, leaf, e.type, e.action, e.crud, e.outcome, e.risk_level, e.retention_class, e.actor_kind, e.actor_id, e.actor_name,
      e.resource_type, e.resource_id, e.resource_label, e.control_ids, e.ip, e.session_id, e.request_id, e.correlation_id, e.occurred_at, e.recorded_at
    from jsonb_to_record(event) as e(id uuid, type audit_event_type, action text, crud crud, outcome outcome, risk_level risk_level,
      retention_class retention_class, actor_kind text, actor_id text, actor_name text, resource_type text, resource_id text, resource_label text,
      control_ids text[], ip text, session_id text, request_id text, correlation_id text, occurred_at timestamptz, recorded_at timestamptz);
  insert into audit_pending (event_id, log_id, organization_id) values ((event ->> 'id')::uuid, log, org);
  if detail is not null then
    insert into audit_detail (event_id, organization_id, sha256, bytes) values ((event ->> 'id')::uuid, org, encode(sha256(detail), 'hex'), detail);
  end if;
  if outbox is not null then
    insert into outbox_event (id, organization_id, name, data, created_at)
      select o.id, org, o.name, o.data, o.created_at from jsonb_to_recordset(outbox) as o(id uuid, name text, data jsonb, created_at timestamptz);
  end if;
end $$;

-- Evidence: rows are made and moved on, never deleted; the file's facts never change ---------------------------------

call portal_protect('evidence', 'select, insert, update (title, description, control_ids, status, approver_id, retain_until)');
call portal_protect('evidence_version', 'select, insert, update (integrity, verified_at)');
