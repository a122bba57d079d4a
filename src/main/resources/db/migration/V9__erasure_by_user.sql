-- Of files that were deleted too: an erasure looks for all that a user has.
drop index stored_file_by_user;
create index stored_file_by_user on stored_file (account_id, user_id, created_at desc, id desc);
