-- Where a mail stands, and when it is tried next.
create type mail_state as enum ('queued', 'kept', 'sent', 'failed', 'expired');

alter table mail_message
  add column state mail_state not null default 'kept',
  add column priority smallint not null default 1,
  add column attempts integer not null default 0,
  add column queued_at timestamptz(3),
  add column next_attempt_at timestamptz(3),
  add column expires_at timestamptz(3),
  -- The request or ticket it is about: answers and later mails stand under it in the reader's mailbox.
  add column thread text,
  add column reply_to text,
  -- Why the last try failed: 'address' marks the recipient's address.
  add column trouble text;

-- What waited for a server is kept: nothing months old, with dead links, leaves by itself.
update mail_message set state = case when sent_at is not null then 'sent' when error is not null then 'failed' else 'kept' end::mail_state;

alter table mail_message add constraint mail_message_queued_is_due check ((state = 'queued') = (next_attempt_at is not null));
create index mail_message_due on mail_message (priority, next_attempt_at) where state = 'queued';
create index mail_message_thread on mail_message (organization_id, thread) where thread is not null;
create index mail_message_recipient on mail_message (organization_id, recipient);

grant update (state, attempts, queued_at, next_attempt_at, trouble) on mail_message to portal_app;
-- The delivery loop asks for all organisations at once; it sees no address and no text.
call portal_open_door('mail_message', 'select (id, organization_id, state, priority, attempts, queued_at, next_attempt_at), update (attempts, next_attempt_at)');
