-- The check of the installation's own log (A22) must see what of it is still on its way: the door may, for rows of no organisation only.
grant select on audit_pending to portal_door;
