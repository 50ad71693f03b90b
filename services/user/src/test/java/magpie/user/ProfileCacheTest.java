package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.sqlite.SqliteUsers;
import magpie.user.store.UserStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProfileCacheTest {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private UserStore users;
    private ProfileCache profiles;
    private boolean changed;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("user.db"), SqliteUsers.schema());
        SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
        users = new SqlUserStore(database, topics);
        Stores.of(users, new SqlSessionStore(database, topics), new SqlKeyStore(database), topics)
                .register(1, "alice", 5);
        profiles = new ProfileCache(users, 100, Duration.ofMinutes(10), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_profile_is_read_once_and_then_kept_until_it_is_dropped() {
        assertThat(bio()).isEmpty();
        write("changed behind its back");
        assertThat(bio()).isEmpty();
        assertThat(profiles.named(List.of("alice")).getFirst().bio()).isEmpty();

        profiles.drop(1);

        assertThat(bio()).isEqualTo("changed behind its back");
    }

    @Test
    void what_was_read_before_a_change_is_not_kept_after_it() {
        profiles = new ProfileCache(
                ids -> changedAfterwards(users.profiles(ids)),
                names -> changedAfterwards(users.profilesByName(names)),
                100,
                Duration.ofMinutes(10),
                new SimpleMeterRegistry());
        assertThat(bio()).isEmpty();
        assertThat(bio()).isEqualTo("new");

        write("");
        profiles.drop(1);
        changed = false;
        assertThat(profiles.named(List.of("alice")).getFirst().bio())
                .as("found by a name")
                .isEqualTo("new");
    }

    /** A look that began before the account was there must not answer one that begins after it was. */
    @Test
    @Timeout(20) // who joined the early look would wait for itself
    void a_name_that_was_looked_for_too_early_is_looked_for_again() {
        List<List<Profile>> answers = new ArrayList<>();
        profiles = new ProfileCache(
                users::profiles,
                names -> {
                    if (answers.isEmpty()) {
                        answers.add(List.of());
                        profiles.came(1, "alice");
                        answers.add(profiles.named(List.of("alice")));
                        return List.of(); // as it was read before
                    }
                    return users.profilesByName(names);
                },
                100,
                Duration.ofMinutes(10),
                new SimpleMeterRegistry());
        assertThat(profiles.named(List.of("alice"))).isEmpty();
        assertThat(answers.getLast()).extracting(Profile::id).containsExactly(1L);
    }

    @Test
    void each_is_given_once_and_the_unknown_not_at_all() {
        for (int i = 0; i < 2; i++) {
            assertThat(profiles.of(1, 2, 1)).extracting(Profile::id).containsExactly(1L);
            assertThat(profiles.named(List.of("alice", "bob", "alice")))
                    .extracting(Profile::id)
                    .containsExactly(1L);
        }
        assertThat(profiles.of()).isEmpty();
    }

    @Test
    void a_writer_reads_its_own_change_whatever_others_read_meanwhile() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (var readers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reading.add(readers.submit(() -> {
                    while (!over.get()) {
                        bio();
                    }
                }));
            }
            String stale = writeAndRead(200);
            over.set(true);
            for (Future<?> reader : reading) {
                reader.get();
            }
            assertThat(stale).isEmpty();
        }
    }

    private List<Profile> changedAfterwards(List<Profile> read) {
        if (!changed) {
            changed = true;
            write("new");
            profiles.drop(1);
        }
        return read;
    }

    /** Returns what was read instead of what was written; empty if all was well. */
    private String writeAndRead(int rounds) {
        for (int i = 0; i < rounds; i++) {
            write("bio " + i);
            profiles.drop(1);
            if (!bio().equals("bio " + i)) {
                return bio() + " instead of bio " + i;
            }
        }
        return "";
    }

    private String bio() {
        return profiles.of(1).getFirst().bio();
    }

    private void write(String bio) {
        users.update(1, null, before -> {
            Profile profile = new Profile(1, "alice", "Alice", bio, null, null);
            return new Account(profile, before.email(), before.settings());
        });
    }
}
