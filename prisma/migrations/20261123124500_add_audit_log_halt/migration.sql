-- A log whose rows contradict its last signed checkpoint is not signed any further: since when, and why (A9).
-- Events are still recorded and wait in the queue.
alter table audit_log add column halted_at timestamptz(3), add column halted_reason text;
grant select (halted_at, halted_reason) on audit_log to portal_app, portal_door;
grant update (halted_at, halted_reason) on audit_log to portal_sequencer;
