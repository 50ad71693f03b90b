-- The user service's store, see UserStore, SessionStore and KeyStore. Times are milliseconds since 1970.

-- One row per account. Names are in lower case; an address is stored as given, and unique by its lower case form.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  suspended INTEGER NOT NULL,
  display_name TEXT NOT NULL,
  bio TEXT NOT NULL,
  avatar_url TEXT,
  header_url TEXT,
  language TEXT NOT NULL,
  -- When the address became another, so that all who are signed in to it can be told; 0 if it never did.
  email_changed_at INTEGER NOT NULL DEFAULT 0
);

-- What is left of a deleted account: the id forever, the name while nobody else may have it.
CREATE TABLE tombstone (id INTEGER PRIMARY KEY, username TEXT, deleted_at INTEGER NOT NULL);
CREATE INDEX tombstone_name ON tombstone (username, deleted_at) WHERE username IS NOT NULL;
CREATE INDEX tombstone_time ON tombstone (deleted_at) WHERE username IS NOT NULL;

-- One row per device. An ended session stays a while, without its device and digest, so that gateways can ask for it.
CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL,
  device TEXT NOT NULL,
  secret BLOB NOT NULL,
  digest BLOB NOT NULL,
  last_used_at INTEGER NOT NULL,
  ended_at INTEGER
);
CREATE INDEX session_of_user ON session (user_id, id) WHERE ended_at IS NULL;
CREATE INDEX session_unused ON session (last_used_at) WHERE ended_at IS NULL;
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;

-- Digests of recently spent refresh tokens, which yield their successors once more; older ones go with the next.
CREATE TABLE spent_token (
  session_id INTEGER NOT NULL, digest BLOB NOT NULL, spent_at INTEGER NOT NULL,
  PRIMARY KEY (session_id, digest)
) WITHOUT ROWID;

-- The key pairs of access tokens, private part included: only the file's owner may read it.
CREATE TABLE signing_key (id TEXT PRIMARY KEY, jwk TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;

-- The topic `users`.
CREATE TABLE topic_users (
  offset INTEGER PRIMARY KEY, key INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
);
