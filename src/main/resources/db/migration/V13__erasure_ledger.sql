-- Each erasure is in the ledger too, which the bucket keeps: a database that was restored is told
-- by it who has been erased.
alter table erasure
  add column kind text not null default 'user' check (kind in ('user', 'person')),
  -- The name of the key by which the id is hashed; null where there was none.
  add column key_id text,
  add column subject_hash bytea check (length(subject_hash) = 32),
  -- What is older was erased.
  add column erased_at timestamptz,
  -- Since when the bucket holds it; the erasure has not finished before.
  add column kept_at timestamptz;

create index erasure_to_keep on erasure (created_at) where kept_at is null;
