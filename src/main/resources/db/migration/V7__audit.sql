-- What was done with files, keys and webhooks, by whom. Refers to nothing, so that it stays when all
-- else is gone.
create table audit_record (
  id uuid primary key,
  account_id uuid not null,
  key_id uuid not null,
  created_at timestamptz not null,
  action text not null,
  file_id uuid,
  -- The key or webhook that was changed.
  target_id uuid,
  outcome text not null,
  client_address text,
  request_id text not null
);

create index audit_record_by_account on audit_record (account_id, created_at desc, id desc);
create index audit_record_by_file on audit_record (account_id, file_id, created_at desc, id desc)
  where file_id is not null;

create function audit_record_stays() returns trigger language plpgsql as $$
begin
  raise exception 'audit_record is append-only';
end
$$;

create trigger audit_record_stays before update or delete on audit_record
  for each row execute function audit_record_stays();
create trigger audit_record_stays_whole before truncate on audit_record
  for each statement execute function audit_record_stays();
