package magpie.kit.log;

import java.nio.file.Path;
import magpie.api.post.InteractionEvent;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The embedded product's log fulfils the same contract as Kafka's. */
class EmbeddedLogTest extends EventLogContract {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(
                folder.resolve("topics.db"), Schema.of(EmbeddedLogTest.class, "interactions-1.sql"));
        topics = new SqliteTopics(database, InteractionEvent.TOPIC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected EventLog log() {
        return new EmbeddedLog(topic -> topics, meters);
    }

    @Override
    protected Progress progress() {
        return new SqliteProgress(database, InteractionEvent.TOPIC);
    }

    @Override
    protected void append(long person, long... posts) {
        for (long post : posts) {
            database.write(sql -> {
                topics.append(sql, InteractionEvent.TOPIC, person, new InteractionEvent.Liked(post, person, 1));
                return post;
            });
        }
    }

    @Override
    protected void appendUnknown(long person) {
        database.write(sql -> sql.update(
                "INSERT INTO topic_interactions (key, at, type, body) VALUES (?, ?, 'Admired', '{}')",
                person,
                System.currentTimeMillis()));
    }
}
