-- What was answered to a request with an Idempotency-Key. While the request runs there is no
-- response, and its row is a lease: who finds it run out may take it over.
create table idempotency_record (
  account_id uuid not null references account,
  key_hash bytea not null check (length(key_hash) = 32),
  upload_id uuid not null unique,
  lease_until timestamptz not null,
  request_digest bytea,
  response text,
  expires_at timestamptz not null,
  primary key (account_id, key_hash),
  check ((request_digest is null) = (response is null))
);

-- For the purge.
create index idempotency_record_by_expiry on idempotency_record (expires_at);
