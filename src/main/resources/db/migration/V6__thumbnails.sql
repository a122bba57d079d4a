-- Thumbnails in the store. A row owns one object: it is committed before the object leaves for the
-- store, and deleted after the object is gone. So a size may have several rows for a while, of
-- which the newest that is stored serves.
create table thumbnail (
  object_key text primary key,
  file_id uuid not null references stored_file on delete cascade,
  -- As it was asked for, WxH.
  size text not null,
  -- The name and version of what made it.
  engine text not null,
  mime_type text not null,
  length bigint not null check (length >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  -- Until then somebody may be bringing the object.
  lease_until timestamptz not null,
  -- Since when the object can serve; null where it is not there yet, or was found lost.
  stored_at timestamptz
);
create index thumbnail_by_file on thumbnail (file_id, size);
