create table detection_setting (
  organization_id uuid not null,
  rule text not null,
  enabled boolean not null,
  level alert_level not null,
  threshold integer not null,
  minutes integer not null,
  opens text not null,
  closes text not null,
  changed_by_id uuid not null,
  changed_at timestamptz(3) not null,
  constraint detection_setting_pkey primary key (organization_id, rule),
  constraint detection_setting_counts check (threshold between 1 and 100000 and minutes between 1 and 1440)
);
call portal_protect('detection_setting', 'select, insert, update');

create table detection_cursor (
  log_id uuid not null,
  organization_id uuid not null,
  next bigint not null,
  moved_at timestamptz(3) not null,
  constraint detection_cursor_pkey primary key (log_id)
);
create index detection_cursor_organization_id_idx on detection_cursor (organization_id);
call portal_protect('detection_cursor', 'select, insert, update (next, moved_at)');

create function detection_refuse_going_back() returns trigger language plpgsql as $$
begin
  raise exception 'the rules never read a log backwards' using errcode = 'check_violation';
end $$;
create trigger forwards_only before update on detection_cursor for each row when (new.next < old.next)
  execute function detection_refuse_going_back();
