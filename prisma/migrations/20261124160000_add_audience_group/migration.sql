-- A member of its own, before anything uses it: PostgreSQL lets no transaction use an enum value it has just made.
alter type audience_kind add value 'group';
