-- How many of a limit are taken, under a keyed hash of whom it limits. Logged: a crash must not empty it.
create table rate_window (
  key text primary key,
  count integer not null,
  ends_at timestamptz(3) not null,
  -- Whether the last who asked was let in: told by the very statement that counts.
  admitted boolean not null
) with (fillfactor = 50);
-- It belongs to no organisation: most of it is counted before one is known.
call portal_open_door('rate_window', 'select, insert, update, delete');
