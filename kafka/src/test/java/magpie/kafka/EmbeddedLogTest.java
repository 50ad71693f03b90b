package magpie.kafka;

import java.nio.file.Path;
import magpie.api.post.InteractionEvent;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;
import magpie.kit.log.Progress;
import magpie.kit.log.SqliteProgress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded product's log keeps what Kafka's keeps. */
class EmbeddedLogTest extends EventLogContract {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("topics.db"), SqliteOutbox.SCHEMA);
        topics = new SqliteTopics(database, InteractionEvent.TOPIC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    EventLog log() {
        return new EmbeddedLog(topic -> topics, meters);
    }

    @Override
    Progress progress() {
        return new SqliteProgress(database, InteractionEvent.TOPIC);
    }

    @Override
    void append(long person, long... posts) {
        for (long post : posts) {
            database.write(sql -> {
                topics.append(sql, InteractionEvent.TOPIC, person, SqliteOutbox.liked(person, post));
                return post;
            });
        }
    }

    @Override
    void appendUnknown(long person) {
        database.write(sql -> sql.update(
                "INSERT INTO topic_interactions (key, at, type, body) VALUES (?, ?, 'Admired', '{}')",
                person,
                System.currentTimeMillis()));
    }
}
