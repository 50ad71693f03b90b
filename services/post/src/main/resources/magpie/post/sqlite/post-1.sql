-- Posts, what happened to them, and the topics that report it. Written by magpie.post alone.
-- All ids are generated inside the writing transaction by the one writer: they grow in the order of commits, so nothing
-- ever appears below what a reader has seen, and every list can be paged by its key alone.

-- A post. The small columns come first: counts and reactions are read far more often than texts, and SQLite decodes a
-- row from its start. A deleted post stays as a row without content, forever, for the threads that hang on it.
-- mentions is [1,2], tags is ["java"], both null for none.
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL,
  reply_to_id INTEGER,
  reply_to_author_id INTEGER,
  deleted INTEGER NOT NULL DEFAULT 0,
  likes INTEGER NOT NULL DEFAULT 0,
  reposts INTEGER NOT NULL DEFAULT 0,
  replies INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  mentions TEXT,
  tags TEXT
) STRICT;

-- Replies to a post, oldest first; SQLite appends the row's id to the index.
CREATE INDEX replies ON posts (reply_to_id) WHERE reply_to_id IS NOT NULL AND deleted = 0;

-- What people did, newest last within a person: kind 0 is a post or a reply to oneself, 1 a reply to another, 2 a
-- repost. Clustered by person, so that a page of one author is one range; a post's activity has the post's id.
CREATE TABLE activities (
  actor_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  PRIMARY KEY (actor_id, activity_id)
) STRICT, WITHOUT ROWID;

-- Activities by id, for lookups that do not know the actor.
CREATE UNIQUE INDEX activities_by_id ON activities (activity_id);

-- Likes. The key answers "does she like it", the first index "who likes it, newest first", the second "what does she
-- like": both are covering.
CREATE TABLE likes (
  post_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (post_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likes_by_post ON likes (post_id, id);
CREATE INDEX likes_by_user ON likes (user_id, id);

-- Reposts, each with its activity. What one person reposted is among the activities.
CREATE TABLE reposts (
  post_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  PRIMARY KEY (post_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reposts_by_post ON reposts (post_id, activity_id);

-- Posts by tag, in the form in which tags are compared.
CREATE TABLE tags (
  tag TEXT NOT NULL,
  post_id INTEGER NOT NULL,
  PRIMARY KEY (tag, post_id)
) STRICT, WITHOUT ROWID;

-- How many posts, replies included, each author has.
CREATE TABLE author_counts (
  author_id INTEGER PRIMARY KEY,
  posts INTEGER NOT NULL
) STRICT;

-- Idempotency keys. A key is as old as its post, whose id is a time. While the post exists the answer is read from it;
-- when it is deleted, its content moves here for as long as the key lives.
CREATE TABLE idempotency (
  user_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  post_id INTEGER NOT NULL,
  answer TEXT,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_post ON idempotency (post_id);

-- Deleted accounts. Every write looks here, so that nothing late brings them back.
CREATE TABLE gone_users (user_id INTEGER PRIMARY KEY) STRICT;

-- Deleted posts whose likes and reposts are still to be removed: written by the deletion, removed with the last row.
CREATE TABLE cleanup (post_id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE topic_posts (
  offset INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE topic_interactions (
  offset INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
