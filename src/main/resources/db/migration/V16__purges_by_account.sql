-- Files of an account whose bytes were removed, a row for each batch that had some; for a day.
create table purge_count (
  account_id uuid not null,
  purged_at timestamptz not null,
  files bigint not null
);

create index purge_count_by_account on purge_count (account_id, purged_at);
create index purge_count_by_age on purge_count (purged_at);
