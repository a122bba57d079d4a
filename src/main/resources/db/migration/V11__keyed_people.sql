-- The name of the key by which the identity is hashed; null where it was hashed without one, which
-- a pass mends.
alter table person add column key_id text;
create index person_without_key on person (id) where key_id is null;
