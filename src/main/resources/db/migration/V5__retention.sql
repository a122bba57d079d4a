alter table stored_file
  -- When the file's request was told that it has expired.
  add column expiry_told_at timestamptz,
  -- Until then somebody is removing its blob.
  add column removing_until timestamptz,
  -- Removed at once, without grace.
  add column erasure_id uuid;

create index stored_file_by_expiry on stored_file (expires_at) where expires_at is not null;
create index stored_file_by_deletion on stored_file (deleted_at) where deleted_at is not null;
create index stored_file_to_tell on stored_file (expires_at)
  where file_request_id is not null and expires_at is not null and deleted_at is null
    and expiry_told_at is null;
create index stored_file_by_erasure on stored_file (erasure_id) where erasure_id is not null;
-- In the order in which the object store lists its keys.
create index stored_file_by_object_key on stored_file (object_key collate "C");
create index pending_upload_by_age on pending_upload (created_at);

-- Somebody's files are removed for good. Stays when they are gone, as the proof.
create table erasure (
  id uuid primary key,
  account_id uuid not null references account,
  user_id uuid not null,
  files bigint not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index erasure_unfinished on erasure (created_at) where finished_at is null;

-- What each kind of pass did; one that found nothing replaces its like.
create table retention_pass (
  id uuid primary key,
  kind text not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  seen bigint not null,
  removed bigint not null,
  failed bigint not null
);
create index retention_pass_by_kind on retention_pass (kind, finished_at desc);

-- Which replica compares the bucket with the table, and when it may be done again.
create table retention_lease (
  kind text primary key,
  taken_until timestamptz not null
);

create index delivery_by_settlement on delivery (settled_at) where status <> 'pending';
create index delivery_by_event on delivery (event_id);
create index event_by_age on event (created_at);
