-- The key that made this one: no key outlives its maker. Null for the bootstrap key, and for keys that
-- were made before this was kept.
alter table api_key add column issued_by uuid;

create index api_key_by_issuer on api_key (issued_by) where issued_by is not null;
