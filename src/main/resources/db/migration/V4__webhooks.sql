-- The outbox: committed with the change that it tells of.
create table event (
  id uuid primary key,
  account_id uuid not null references account,
  type text not null,
  file_request_id uuid references file_request,
  sequence bigint not null,
  payload text not null,
  created_at timestamptz not null,
  unique (file_request_id, sequence)
);

create table webhook (
  id uuid primary key,
  account_id uuid not null references account,
  url text not null,
  event_types text not null,
  enabled boolean not null,
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz,
  created_at timestamptz not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_reason text
);
create index webhook_by_account on webhook (account_id, created_at, id);

-- One event on its way to one target: a webhook, or the URL that a file request names.
create table delivery (
  id uuid primary key,
  event_id uuid not null references event,
  account_id uuid not null references account,
  webhook_id uuid references webhook on delete cascade,
  url text,
  target_id uuid not null,
  file_request_id uuid references file_request,
  sequence bigint not null,
  status text not null check (status in ('pending', 'delivered', 'failed')),
  -- When to try it; while it is being tried, when to try again if nothing is heard of that.
  due_at timestamptz not null,
  attempts integer not null default 0,
  -- Since it was last made pending.
  failures integer not null default 0,
  last_status_code integer,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((webhook_id is null) <> (url is null))
);
create index delivery_due on delivery (target_id, due_at) where status = 'pending';
create index delivery_in_order on delivery (target_id, file_request_id, sequence)
  where status = 'pending';
create index delivery_oldest on delivery (due_at) where status = 'pending';
create index delivery_by_webhook on delivery (webhook_id, created_at desc, id desc);

create table delivery_attempt (
  delivery_id uuid not null references delivery on delete cascade,
  attempt integer not null,
  started_at timestamptz not null,
  duration_millis integer not null,
  status_code integer,
  -- What went wrong, of a fixed set of names; null where the target took it.
  error text,
  response_excerpt text,
  primary key (delivery_id, attempt)
);
