-- graph.db: who follows, blocks and mutes whom.
-- A relation's id is generated in the transaction that makes it, by the one writer: ids are in commit order, so a page
-- that starts below a key neither misses nor repeats a row, whatever comes meanwhile. Every list is read from an index
-- that holds all its columns, newest first, by key and never by OFFSET.

-- Ordered by followee within a follower: for relationships of a viewer, mutuals, and a relationship set, which is then
-- sorted already.
CREATE TABLE follows (
  follower INTEGER NOT NULL, followee INTEGER NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (follower, followee)
) WITHOUT ROWID;
-- One step of a fan-out is one range of this.
CREATE INDEX follows_by_followee ON follows (followee, id, follower);
CREATE INDEX follows_by_follower ON follows (follower, id, followee);

CREATE TABLE blocks (
  blocker INTEGER NOT NULL, blocked INTEGER NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (blocker, blocked)
) WITHOUT ROWID;
CREATE INDEX blocks_by_blocker ON blocks (blocker, id, blocked);
CREATE INDEX blocks_by_blocked ON blocks (blocked, id, blocker);

CREATE TABLE mutes (
  muter INTEGER NOT NULL, muted INTEGER NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (muter, muted)
) WITHOUT ROWID;
CREATE INDEX mutes_by_muter ON mutes (muter, id, muted);
-- Only for deleting accounts that others mute.
CREATE INDEX mutes_by_muted ON mutes (muted, muter);

-- Counts of follow rows, changed in the transaction that changes the rows, and the celebrity status that follows from
-- them (magpie.api.graph.CelebrityStatus). No row means: no followers, follows nobody, never a celebrity, or deleted.
CREATE TABLE account (
  user INTEGER PRIMARY KEY,
  followers INTEGER NOT NULL DEFAULT 0, following INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL DEFAULT 0, until INTEGER NOT NULL DEFAULT 0
);
-- Few authors are ever celebrities: a relationship set looks its thousands of followees up in a handful of pages.
CREATE INDEX account_celebrated ON account (user, since, until) WHERE since != 0;

-- Deleted users, forever: no late call or event may bring their rows back.
CREATE TABLE gone (user INTEGER PRIMARY KEY);

CREATE TABLE topic_graph (
  offset INTEGER PRIMARY KEY, key INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
);
