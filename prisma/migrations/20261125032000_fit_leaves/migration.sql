-- An entry of a log has a 16-bit length (audit.md A20): a larger leaf could be recorded, and then nothing would ever be signed again.
-- Not valid: rows that stand are signed already, or are found by the sequencer; a large table is not read through for it.
alter table audit_event add constraint audit_event_leaf_fits check (octet_length(leaf) <= 65535) not valid;
