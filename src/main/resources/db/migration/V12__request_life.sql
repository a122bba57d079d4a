alter table file_request
  -- From then on it is as if there were none, and the row holds nobody's name.
  add column deleted_at timestamptz,
  -- When its files have changed last, or else it was made.
  add column changed_at timestamptz not null default now(),
  -- What took it, where that was an erasure.
  add column erasure_id uuid;

create index file_request_by_change on file_request (changed_at);
create index file_request_by_deletion on file_request (deleted_at) where deleted_at is not null;
create index file_request_by_erasure on file_request (erasure_id) where erasure_id is not null;
create index file_request_by_patient on file_request (patient_id) where patient_id is not null;
create index file_request_by_staff on file_request (staff_id) where staff_id is not null;

-- What has to go, or to have gone, before a request does.
create index stored_file_of_request on stored_file (file_request_id)
  where file_request_id is not null;
create index delivery_by_request on delivery (file_request_id) where file_request_id is not null;

-- An erasure is of a user or of a person, whose id it holds until it has finished. It stays where
-- its account does not.
alter table erasure
  alter column user_id drop not null,
  add column person_id uuid,
  add column requests bigint not null default 0,
  drop constraint erasure_account_id_fkey;
