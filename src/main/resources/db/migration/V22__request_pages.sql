-- The page of a file request, at the link that its patient is sent.
alter table file_request
  -- From then on the link leads nowhere; null where it lasts as long as the request.
  add column short_link_expires_at timestamptz,
  -- Seconds for which files are kept that come over the page; null for until they are deleted.
  add column files_expiry_interval bigint,
  -- Of the date of birth that the page asks for first, hashed under the key of that name.
  add column verify_key text,
  add column verify_hash bytea check (length(verify_hash) = 32),
  -- Dates that were wrong.
  add column verify_failures integer not null default 0;

-- How an account's pages look.
create table account_page (
  account_id uuid primary key references account,
  name text,
  -- As in CSS: #005ea5.
  colour text,
  logo bytea,
  logo_type text,
  help_text text,
  changed_at timestamptz not null
);
