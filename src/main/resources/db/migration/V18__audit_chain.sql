-- The place of a record in the chain of its account, and the hash of that with the one before. Both
-- follow some moments after the record; until then they are null.
alter table audit_record
  add column sequence bigint,
  add column hash bytea;

create unique index audit_record_by_sequence on audit_record (account_id, sequence)
  where sequence is not null;
create index audit_record_unchained on audit_record (account_id, created_at, id)
  where sequence is null;

-- The chain of an account. Who lengthens or shortens it holds the lock of its row.
create table audit_chain (
  account_id uuid primary key,
  -- The last record.
  sequence bigint not null,
  hash bytea not null,
  -- The last record that was forgotten, and the record that says so.
  base_sequence bigint not null,
  base_hash bytea not null,
  base_record bigint,
  -- The last record whose hash has left the database, and when one was last on its way.
  shown_sequence bigint not null,
  shown_at timestamptz not null
);

-- A record gets its place once, and is removed only where its chain says that it was forgotten.
create or replace function audit_record_stays() returns trigger language plpgsql as $$
declare
  linked audit_record;
begin
  if tg_op = 'UPDATE' then
    linked := new;
    linked.sequence := old.sequence;
    linked.hash := old.hash;
    if old.sequence is null and new.sequence is not null and new.hash is not null
      and linked is not distinct from old then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    if old.sequence <= (
      select base_sequence from audit_chain where account_id = old.account_id) then
      return old;
    end if;
  end if;
  raise exception 'audit_record is append-only';
end
$$;
