package magpie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("letters.db"), Schema.of(RetentionTest.class, "retention-1.sql"));
        topics = new SqliteTopics(database, "letters");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_older_goes_in_chunks_and_the_rest_stays() {
        append(2 * Retention.CHUNK + 7, 8);
        append(3, 6);

        Retention.trim(topics, "letters", WEEK);

        assertThat(offsets()).containsExactly(2008L, 2009L, 2010L);
    }

    @Test
    void the_newest_event_stays_however_old() {
        append(5, 30);

        Retention.trim(topics, "letters", WEEK);
        append(1, 0);

        assertThat(offsets()).containsExactly(5L, 6L);
    }

    @Test
    void it_starts_by_itself_and_stops() {
        append(5, 30);
        try (Retention retention = Retention.start(topics, "letters", WEEK)) {
            assertThat(retention).isNotNull();
            while (offsets().size() > 1) {
                Thread.onSpinWait();
            }
        }
        assertThat(offsets()).containsExactly(5L);
    }

    private void append(int count, int daysAgo) {
        long at = System.currentTimeMillis() - Duration.ofDays(daysAgo).toMillis();
        database.write(sql -> {
            for (int i = 0; i < count; i++) {
                sql.update("INSERT INTO topic_letters (key, at, type, body) VALUES (1, ?, 'A', '{}')", at);
            }
            return null;
        });
    }

    private List<Long> offsets() {
        return topics.read(new Read("letters", 0, 1_000, 0)).events().stream()
                .map(Batch.Entry::offset)
                .toList();
    }
}
