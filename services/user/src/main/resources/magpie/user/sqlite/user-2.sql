-- When the account's address became another, so that all who are signed in to it can be told; 0 if it never did.
ALTER TABLE account ADD COLUMN email_changed_at INTEGER NOT NULL DEFAULT 0;
