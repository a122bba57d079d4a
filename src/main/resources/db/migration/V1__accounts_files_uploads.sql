create table account (
  id uuid primary key,
  name text not null unique,
  created_at timestamptz not null
);

create table api_key (
  id uuid primary key,
  account_id uuid not null references account,
  name text not null,
  key_hash bytea not null unique,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

-- A row here owns every object whose key starts with its id: it is committed before the first byte
-- leaves for the store, and deleted in the transaction that inserts the files. What a crash leaves
-- behind is found by it.
create table pending_upload (
  id uuid primary key,
  created_at timestamptz not null,
  abandoned_at timestamptz
);

create table stored_file (
  id uuid primary key,
  account_id uuid not null references account,
  user_id uuid not null,
  file_request_id uuid,
  original_name text not null,
  description text,
  mime_type text not null,
  size bigint not null check (size >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  image_width integer,
  image_height integer,
  photo_created_at timestamptz,
  object_key text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  deleted_at timestamptz
);

-- Newest first, the keyset of the list; one index for each way to ask.
create index stored_file_by_account on stored_file (account_id, created_at desc, id desc)
  where deleted_at is null;
create index stored_file_by_user on stored_file (account_id, user_id, created_at desc, id desc)
  where deleted_at is null;
create index stored_file_by_request on stored_file (account_id, file_request_id, created_at desc, id desc)
  where deleted_at is null and file_request_id is not null;
