-- The operator exports the installation's own log (A22): the door may read its leaves, tiles and signatures, and no organisation's.
create policy installation on audit_leaf for select to portal_door using (organization_id is null);
create policy installation on audit_tile for select to portal_door using (organization_id is null);
create policy installation on audit_checkpoint for select to portal_door using (organization_id is null);
create policy installation on audit_cosignature for select to portal_door using (organization_id is null);
create policy installation on audit_log_statement for select to portal_door using (organization_id is null);
grant select on audit_leaf, audit_tile, audit_checkpoint, audit_cosignature, audit_log_statement to portal_door;
