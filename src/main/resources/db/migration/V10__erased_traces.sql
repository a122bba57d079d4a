-- Whether the files that it tells of are gone for good: then it carries ids only, and nothing is
-- kept any more of what its target answers.
alter table delivery add column erased boolean not null default false;

-- Stored answers and events that told of the files, and tell nothing any more.
alter table erasure add column traces bigint not null default 0;
