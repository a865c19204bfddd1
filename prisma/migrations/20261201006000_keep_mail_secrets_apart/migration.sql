-- Codes and personal links of mails, apart from their text and each under a key of its own.
create table mail_secret (
  id uuid primary key,
  organization_id uuid not null,
  mail_id uuid not null references mail_message (id),
  -- Where it stands in the text: {{name}}.
  name text not null,
  -- The row of the code or link it opens: whatever redeems that destroys the key.
  credential_id uuid not null,
  sealed bytea not null,
  wrapped_key bytea,
  expires_at timestamptz(3) not null,
  destroyed_at timestamptz(3),
  constraint mail_secret_destroyed check ((wrapped_key is null) = (destroyed_at is not null)),
  constraint mail_secret_name unique (mail_id, name)
);
create index mail_secret_credential on mail_secret (credential_id) where destroyed_at is null;
create index mail_secret_expiry on mail_secret (expires_at) where destroyed_at is null;
call portal_protect('mail_secret', 'select, insert, update (wrapped_key, destroyed_at)');
-- A link is opened before its organisation is known, and the sweep goes through all of them; neither sees what is sealed.
call portal_open_door('mail_secret', 'select (id, organization_id, credential_id, expires_at, destroyed_at), update (wrapped_key, destroyed_at)');

-- What older mails hold in clear is covered by the kinds that have it, so that no other digits are touched. None of them is sent again.
with covered as (
  select id, regexp_replace(
      regexp_replace(
        case when kind in ('request-acknowledgement', 'request-code', 'package-code') then regexp_replace(body, ': \d{6}$', ': ••••••', 'gn') else body end,
        'https?://\S+/p/[a-z0-9-]+/(r|download)/[\w-]+', '••••••', 'g'),
      'https?://\S+/policies/open/[\w-]+', '••••••', 'g') as body
  from mail_message
  where kind in ('request-acknowledgement', 'request-code', 'package-code', 'request-confirmed', 'request-package', 'policy-digest')
)
update mail_message m set body = covered.body, expires_at = least(m.expires_at, now()),
  state = case when m.state = 'sent' then m.state else 'expired' end, next_attempt_at = null
from covered where covered.id = m.id and covered.body <> m.body;
