-- What the trail's own table had, for the rest of the log: nothing is emptied, hash tiles are never removed, and a log keeps the
-- origin and the organisation it was made with (audit.md A8, A9). Hygiene: the proof is in the signed roots.
create trigger origin_fixed before update on audit_log for each row
  when (new.origin is distinct from old.origin or new.organization_id is distinct from old.organization_id)
  execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_log for each statement execute function portal_refuse_change();
create trigger never_deleted before delete on audit_tile for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_tile for each statement execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_pending for each statement execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_log_key for each statement execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_log_statement for each statement execute function portal_refuse_change();
create trigger never_truncated before truncate on audit_cosignature for each statement execute function portal_refuse_change();
