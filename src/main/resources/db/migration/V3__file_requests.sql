-- Somebody that file requests name: a patient, or a member of staff. What tells people apart is
-- kept as a hash only.
create table person (
  id uuid primary key,
  account_id uuid not null references account,
  identity_hash bytea not null check (length(identity_hash) = 32),
  created_at timestamptz not null,
  unique (account_id, identity_hash)
);

create table file_request (
  id uuid primary key,
  account_id uuid not null references account,
  type text not null check (type in ('photo', 'any')),
  prompt text,
  label text,
  patient_id uuid references person,
  patient_first_name text,
  patient_last_name text,
  staff_id uuid references person,
  staff_name text,
  short_link_id text not null unique,
  webhook_url text,
  created_at timestamptz not null,
  expires_at timestamptz,
  -- Events so far. Who publishes one holds the lock of this row, so they are numbered in the order
  -- of their commits.
  event_count bigint not null default 0
);

alter table stored_file
  add constraint stored_file_file_request foreign key (file_request_id) references file_request;
