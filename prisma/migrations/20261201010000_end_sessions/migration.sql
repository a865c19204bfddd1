-- Why a session was ended, told to whoever still has its cookie.
create type session_end as enum ('signed_out', 'other_device', 'everywhere', 'roles_changed');
alter table session add column end_reason session_end;
alter table session add constraint session_end_dated check (end_reason is null or revoked_at is not null);

-- A person ends their own sessions, a change of roles those of the member, each in one transaction with its event.
-- What was ended stays ended.
create policy ending on session for update to portal_app
  using (revoked_at is null and exists (select 1 from membership m where m.person_id = session.person_id))
  with check (revoked_at is not null);
grant update (revoked_at, end_reason) on session to portal_app;
grant update (end_reason) on session to portal_door;

-- Kept for a year after its end, as the register of processing says, and then deleted by the daily sweep.
create policy year on session as restrictive for delete to portal_door using (expires_at < now() - interval '1 year');
grant delete on session to portal_door;
