-- The topic of another service, for tests of the consumer.
CREATE TABLE topic_users (
  offset INTEGER PRIMARY KEY, key INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
);
