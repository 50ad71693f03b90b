-- The user service's store in PostgreSQL, see UserStore, SessionStore and KeyStore; read by the same statements as
-- user-1.sql of SQLite, so columns have the same names and order. Times are milliseconds since 1970.

-- One row an account. Names are in lower case; an address is kept as it was given, and unique by its lower case form.
CREATE TABLE account (
  id bigint PRIMARY KEY,
  username text NOT NULL UNIQUE,
  email text NOT NULL,
  email_key text NOT NULL UNIQUE,
  password text NOT NULL,
  suspended smallint NOT NULL,
  display_name text NOT NULL,
  bio text NOT NULL,
  avatar_url text,
  header_url text,
  language text NOT NULL,
  -- When the address became another, so that all who are signed in to it can be told; 0 if it never did.
  email_changed_at bigint NOT NULL DEFAULT 0
);

-- What is left of a deleted account: the id for ever, the name while nobody else may have it.
CREATE TABLE tombstone (id bigint PRIMARY KEY, username text, deleted_at bigint NOT NULL);
CREATE INDEX tombstone_name ON tombstone (username, deleted_at) WHERE username IS NOT NULL;
CREATE INDEX tombstone_time ON tombstone (deleted_at) WHERE username IS NOT NULL;

-- One row a device. An ended session stays a while, without its device and digest, so that gateways can ask for it.
-- Digests change with each refresh and are in no index, so with room in the page no index is written (HOT) but that of
-- last_used_at.
CREATE TABLE session (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL,
  device text NOT NULL,
  secret bytea NOT NULL,
  digest bytea NOT NULL,
  last_used_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX session_of_user ON session (user_id, id) WHERE ended_at IS NULL;
CREATE INDEX session_unused ON session (last_used_at) WHERE ended_at IS NULL;
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;

-- Digests of refresh tokens spent moments ago, which yield their successors once more; older ones go with the next.
CREATE TABLE spent_token (
  session_id bigint NOT NULL, digest bytea NOT NULL, spent_at bigint NOT NULL,
  PRIMARY KEY (session_id, digest)
);

-- The key pairs of access tokens, private part included: the database is for the user service alone.
CREATE TABLE signing_key (id text PRIMARY KEY, jwk text NOT NULL, created_at bigint NOT NULL);

-- Events that the log does not have yet, see PostgresOutbox. A row is written after its transaction has locked what it
-- tells of, and takes its place then: so places of one key's events are in the order of their changes, although
-- transactions do not commit in the order of places. The sequence keeps no numbers back for a session (CACHE 1), or this
-- would not hold. Rows live for moments: vacuumed early, or the relay reads over the dead ones.
CREATE TABLE outbox (
  place bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  id bigint NOT NULL UNIQUE,
  topic text NOT NULL, key bigint NOT NULL, at bigint NOT NULL, type text NOT NULL, body text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Who of several processes may do what one alone may, until a time by this server's clock.
CREATE TABLE lease (name text PRIMARY KEY, holder text NOT NULL, ends_at timestamptz NOT NULL);
