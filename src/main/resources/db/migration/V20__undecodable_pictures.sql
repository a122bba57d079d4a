-- Pictures that could not be decoded, so that they cost once and not with every view.
create table undecodable_picture (
  file_id uuid primary key references stored_file on delete cascade,
  -- The engine, its libraries and limits: with others it is tried again.
  decoders text not null,
  -- Of a fixed set, as in the metrics.
  reason text not null,
  -- From then on it is tried once more by the same; null for never.
  again_at timestamptz
);
