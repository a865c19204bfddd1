-- P3: how many approve is said per policy, and not changed over a version that waits for them.
grant update (approvals_required) on policy to portal_app;
create function policy_approvals_guard() returns trigger language plpgsql as $$
begin
  if exists (select 1 from policy_version v where v.policy_id = new.id and v.status in ('in_review', 'approved')) then
    raise exception 'how many approve is not changed while a version waits for them' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger approvals_guard before update of approvals_required on policy for each row
  when (new.approvals_required is distinct from old.approvals_required) execute function policy_approvals_guard();
