-- The service's own id of the request, beside the one that the caller may choose. Null in records of
-- before, and of the version before.
alter table audit_record
  add column service_request_id text,
  -- What a record stands for that counts things of one kind; null for one.
  add column occurrences bigint,
  -- What else there is to say of it.
  add column detail text;
