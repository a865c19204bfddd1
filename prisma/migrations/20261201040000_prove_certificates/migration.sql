-- Whoever holds the code of a certificate learns through the door in whose log it is to be found; the rest is read within that organisation.
grant select (organization_id) on training_certificate to portal_door;
