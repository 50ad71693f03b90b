-- See user-2.sql of SQLite. With a default, so that a process of the version before can still make accounts.
ALTER TABLE account ADD COLUMN email_changed_at bigint NOT NULL DEFAULT 0;
