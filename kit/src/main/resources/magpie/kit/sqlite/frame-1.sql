-- Tables that every store has. Written by magpie.kit; see its packages ids and log.

-- The newest id this store may have generated, renewed in every transaction; so that no id is ever older than one
-- before.
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), worker INTEGER NOT NULL, high_water INTEGER NOT NULL);
INSERT INTO clock VALUES (1, 0, 0);

-- How far each consumer of this service has read a topic of another one.
CREATE TABLE consumer_offset (topic TEXT PRIMARY KEY, offset INTEGER NOT NULL) WITHOUT ROWID;

-- Events a consumer could not digest after several tries; `magpie admin log` shows and replays them.
CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY,
  topic TEXT NOT NULL, offset INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL,
  type TEXT NOT NULL, body TEXT NOT NULL, error TEXT NOT NULL,
  UNIQUE (topic, offset)
);
