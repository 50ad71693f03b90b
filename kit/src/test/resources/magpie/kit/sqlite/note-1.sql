-- A comment may end like a statement;
CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE topic_notes (offset INTEGER PRIMARY KEY, key INTEGER, at INTEGER, type TEXT, body TEXT);
