-- Uploads that come over several requests. Until the file exists, all that was stored of one belongs
-- to its row in pending_upload, which has the same id: so what removes left uploads removes these.
create table resumable_upload (
  id uuid primary key,
  account_id uuid not null references account,
  -- The key that began it.
  key_id uuid not null,
  created_at timestamptz not null,
  -- From then on it is as if there were none.
  expires_at timestamptz not null,
  -- Bytes of the whole file; null as long as the client has not said.
  length bigint,
  -- What is known of the file; none of it once the file exists.
  user_id uuid,
  file_request_id uuid,
  photos_only boolean not null default false,
  original_name text,
  description text,
  mime_type text,
  expiry_interval bigint,
  -- As the client has sent it.
  metadata text,
  -- Goes up with each request that may write: of two, only the later one can.
  fence bigint not null default 0,
  -- Parts of such numbers, and higher ones, nobody has sent.
  next_part integer not null default 1,
  -- Bytes that are durable, in parts and in pieces.
  received bigint not null default 0,
  -- By which the store knows the multipart upload.
  store_upload text,
  -- The state of SHA-256 behind the parts; null where it could not be kept.
  digest_state bytea,
  image_width integer,
  image_height integer,
  photo_created_at timestamptz,
  -- Where the directory of a TIFF begins that is not in the first part.
  late_directory bigint,
  -- Whether the file exists, which has the same id.
  finished boolean not null default false
);

create index resumable_upload_open on resumable_upload (account_id, key_id) where not finished;
create index resumable_upload_by_expiry on resumable_upload (expires_at);
create index resumable_upload_of_user on resumable_upload (account_id, user_id)
  where user_id is not null;
create index resumable_upload_of_request on resumable_upload (file_request_id)
  where file_request_id is not null;

-- What was brought of it: whole parts, in the order of their numbers, and behind those pieces, which
-- are objects of their own until there are enough of them for a part.
create table resumable_part (
  upload_id uuid not null references resumable_upload on delete cascade,
  -- Of a part its number; of a piece the fence of the request that has brought it.
  number bigint not null,
  is_piece boolean not null,
  size bigint not null,
  -- What the store has answered to a part, and its checksum.
  etag text,
  checksum text,
  -- Of a piece.
  sha256 bytea,
  primary key (upload_id, is_piece, number)
);
