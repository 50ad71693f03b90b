package magpie.kit.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.StartException;
import magpie.kit.expiry.Expiry;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {
    private static final Schema FIRST = Schema.of(SqliteDatabaseTest.class, "note-1.sql");
    private static final Schema SECOND = Schema.of(SqliteDatabaseTest.class, "note-1.sql", "note-2.sql");

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        try (SqliteDatabase database = open(FIRST)) {
            write(database, "hello");
            assertThat(notes(database)).containsExactly("hello");
        }
        try (SqliteDatabase database = open(FIRST)) {
            assertThat(notes(database)).containsExactly("hello");
        }
    }

    @Test
    void theWalBeginsAnewWhileWritesGoOn() throws IOException {
        Path wal = folder.resolve("note.db-wal");
        String text = "x".repeat(200_000);
        try (SqliteDatabase database = open(FIRST)) {
            long written = 0;
            do {
                write(database, written + text);
                written += text.length();
                assertThat(written)
                        .as("written, with a WAL of %s", Files.size(wal))
                        .isLessThan(400_000_000);
            } while (written < 20_000_000 || Files.size(wal) > written / 2);
        }
    }

    @Test
    void aCacheInStepWithTheWriterNeverShowsLessThanWasWritten() throws Exception {
        try (SqliteDatabase database = open(FIRST)) {
            CoherentCache<Long, Long> cache = CachePlan.<Long, Long>loadingEach(
                            key -> database.read(sql -> sql.number("SELECT count(*) FROM note", 0)))
                    .entries(10);
            CacheInvalidation notes = new CacheInvalidation(database, cache::forget);
            AtomicLong acknowledged = new AtomicLong();
            AtomicBoolean over = new AtomicBoolean();
            Thread reader = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    long atLeast = acknowledged.get();
                    if (Objects.requireNonNull(cache.get(1L)) < atLeast) {
                        acknowledged.set(Long.MIN_VALUE);
                        return;
                    }
                }
            });
            for (int i = 1; i <= 300; i++) {
                database.write(sql -> {
                    notes.touch(1);
                    return sql.update("INSERT INTO note (text) SELECT 'note ' || count(*) FROM note");
                });
                assertThat(acknowledged.getAndSet(i))
                        .as("a stale count was shown")
                        .isEqualTo(i - 1);
            }
            over.set(true);
            reader.join();
        }
    }

    @Test
    void whoKeepsWhatWasReadHearsOfACommitBeforeWhoReads() {
        try (SqliteDatabase database = open(FIRST)) {
            List<String> told = new ArrayList<>();
            database.afterCommit(() -> told.add("reader"));
            database.onCommit(() -> told.add("cache"));
            write(database, "hello");
            assertThat(told).containsExactly("cache", "reader");
        }
    }

    @Test
    void oneFailureInAGroupUndoesItsOwnWorkAlone() throws InterruptedException {
        try (SqliteDatabase database = open(FIRST);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> good = new ArrayList<>();
            List<Future<?>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "note " + i;
                good.add(callers.submit(() -> write(database, text)));
                bad.add(callers.submit(() -> database.write(sql -> {
                    sql.update("INSERT INTO note (text) VALUES (?)", "half of " + text);
                    throw ServiceException.of(Code.FORBIDDEN, "no");
                })));
            }
            for (Future<?> each : good) {
                assertThat(each).succeedsWithin(Duration.ofSeconds(20));
            }
            for (Future<?> each : bad) {
                assertThatThrownBy(each::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseInstanceOf(ServiceException.class);
            }
            assertThat(notes(database)).hasSize(200).noneMatch(text -> text.startsWith("half"));
        }
    }

    @Test
    void nothingThatAListenerDoesHarmsTheWriter() {
        List<Runnable> harms = List.of(
                () -> {
                    throw new IllegalStateException("a listener failed");
                },
                () -> {
                    throw new StackOverflowError("deeply");
                },
                () -> Thread.currentThread().interrupt());
        for (Runnable harm : harms) {
            try (SqliteDatabase database = open(FIRST)) {
                AtomicLong told = new AtomicLong();
                database.onCommit(harm);
                database.onCommit(told::incrementAndGet);
                assertSoon(() -> write(database, "one " + harm));
                assertSoon(() -> write(database, "another " + harm));
                assertThat(told).as("the other listeners").hasValue(2);
            }
        }
    }

    @Test
    void aListenerThatWritesIsRefusedAndWaitsForNobody() {
        try (SqliteDatabase database = open(FIRST)) {
            database.onCommit(() -> write(database, "more"));
            assertSoon(() -> write(database, "one"));
            assertSoon(() -> write(database, "two"));
            assertThat(notes(database)).containsExactly("one", "two");
        }
    }

    @Test
    void whatCannotEvenBeginIsAnswered() throws SQLException {
        try (SqliteDatabase database = open(FIRST)) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("note.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThat(CompletableFuture.runAsync(() -> write(database, "before"), Thread::startVirtualThread))
                        .failsWithin(SOON);
                statement.execute("ROLLBACK");
            }
            assertSoon(() -> write(database, "after"));
        }
    }

    @Test
    void aWriteBesideTheCloseIsStoredOrRefused() throws Exception {
        for (int i = 0; i < 20; i++) {
            SqliteDatabase database = open(FIRST);
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> writes = new ArrayList<>();
                for (int caller = 0; caller < 50; caller++) {
                    String text = i + " " + caller;
                    writes.add(callers.submit(() -> write(database, text)));
                }
                database.close();
                writes.forEach(each -> assertThat(each)
                        .satisfiesAnyOf(
                                write -> assertThat(write).succeedsWithin(SOON),
                                write -> assertThat(write).failsWithin(SOON)));
            }
        }
    }

    private static void assertSoon(Runnable work) {
        assertThat(CompletableFuture.runAsync(work, Thread::startVirtualThread)).succeedsWithin(SOON);
    }

    @Test
    void aBrokenConstraintIsThatCallersAlone() {
        try (SqliteDatabase database = open(FIRST)) {
            write(database, "one");
            assertThatThrownBy(() -> write(database, "one"))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
            write(database, "two");
            assertThat(notes(database)).containsExactly("one", "two");
        }
    }

    @Test
    void aFullDiskIsToldAndHealsWithoutARestart() {
        try (SqliteDatabase database = open(FIRST)) {
            write(database, "before");
            database.write(sql -> {
                sql.execute("PRAGMA max_page_count = 20");
                return 0;
            });
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            write(database, i + "x".repeat(4_000));
                        }
                    })
                    .isInstanceOfSatisfying(ServiceException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                        assertThat(e.safeMessage()).doesNotContainIgnoringCase("sqlite");
                    });
            int kept = notes(database).size();
            database.write(sql -> {
                sql.execute("PRAGMA max_page_count = 100000");
                return 0;
            });
            write(database, "after");
            assertThat(notes(database)).hasSize(kept + 1).contains("before", "after");
        }
    }

    @Test
    void idsNeverGoBackOverARestart() {
        long last;
        try (SqliteDatabase database = open(FIRST)) {
            for (int i = 0; i < 10_000; i++) {
                database.ids().next(); // runs ahead of the clock
            }
            last = database.ids().next();
            write(database, "commits the high-water mark");
        }
        try (SqliteDatabase database = open(FIRST)) {
            assertThat(database.ids().next()).isGreaterThan(last);
        }
    }

    @Test
    void anOlderFileIsBroughtForwardWithItsRows() {
        try (SqliteDatabase database = open(FIRST)) {
            write(database, "old");
        }
        try (SqliteDatabase database = open(SECOND)) {
            assertThat(database.<List<String>>read(
                            sql -> sql.list("SELECT text || mood FROM note", row -> row.getString(1))))
                    .containsExactly("oldfine");
        }
    }

    @Test
    void aNewerFileIsRefusedAndLeftAsItIs() throws IOException {
        try (SqliteDatabase database = open(SECOND)) {
            write(database, "new");
        }
        byte[] before = Files.readAllBytes(folder.resolve("note.db"));
        assertThatThrownBy(() -> open(FIRST))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("newer Magpie")
                .hasMessageContaining("restore a backup");
        assertThat(Files.readAllBytes(folder.resolve("note.db"))).isEqualTo(before);
    }

    @Test
    void aCorruptFileIsRefusedAndLeftAsItIs() throws IOException {
        try (SqliteDatabase database = open(FIRST)) {
            for (int i = 0; i < 500; i++) {
                write(database, "note " + i);
            }
        }
        Path file = folder.resolve("note.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 8_192; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(FIRST)).isInstanceOf(StartException.class).hasMessageContaining("corrupt");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void anythingElseIsNotTakenForAStore() throws IOException {
        Files.writeString(folder.resolve("note.db"), "dear diary, ".repeat(1_000));
        assertThatThrownBy(() -> open(FIRST)).isInstanceOf(StartException.class).hasMessageContaining("corrupt");
    }

    @Test
    void aBackupIsAStoreOfItsOwn() {
        try (SqliteDatabase database = open(FIRST)) {
            write(database, "kept");
            database.backup(folder.resolve("copy/note.db"));
            write(database, "later");
        }
        try (SqliteDatabase copy = SqliteDatabase.open(folder.resolve("copy/note.db"), FIRST)) {
            assertThat(notes(copy)).containsExactly("kept");
        }
    }

    @Test
    void whatWaitedInTheQueueForTooLongIsNotMade() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        try (SqliteDatabase database = open(FIRST);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> database.write(sql -> {
                begun.countDown();
                await(held);
                return sql.update("INSERT INTO note (text) VALUES ('first')");
            }));
            await(begun);
            Expiry soon = Expiry.NEVER.earlier(System.currentTimeMillis() + 100);
            Future<Integer> late = threads.submit(() -> soon.during(() -> write(database, "late")));
            while (!soon.isOver()) {
                Thread.onSpinWait();
            }
            held.countDown();
            assertThat(first.get()).isEqualTo(1);
            assertThatThrownBy(late::get).hasRootCauseMessage(Expiry.tooLate().safeMessage());
            assertThat(notes(database)).containsExactly("first");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void afterClosingNothingIsTaken() {
        SqliteDatabase database = open(FIRST);
        database.close();
        assertThatThrownBy(() -> write(database, "late")).isInstanceOf(ServiceException.class);
    }

    private SqliteDatabase open(Schema schema) {
        return SqliteDatabase.open(folder.resolve("note.db"), schema);
    }

    private static int write(SqliteDatabase database, String text) {
        return database.write(sql -> sql.update("INSERT INTO note (text) VALUES (?)", text));
    }

    private static List<String> notes(SqliteDatabase database) {
        return database.read(sql -> sql.list("SELECT text FROM note ORDER BY id", row -> row.getString(1)));
    }
}
