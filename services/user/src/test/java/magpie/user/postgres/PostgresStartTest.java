package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import magpie.engines.Forwarder;
import magpie.kit.StartException;
import magpie.kit.engines.EngineWait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Tag("engines")
@Timeout(120)
class PostgresStartTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(EngineWait.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void drop() {
        LOG.detachAppender(lines);
        database.close();
    }

    @Test
    void processes_that_start_together_on_an_empty_database_all_start() {
        List<Object> opened = Together.run(3, i -> database::open);

        assertThat(opened).allMatch(PostgresUsers.class::isInstance);
        for (Object one : opened) {
            try (PostgresUsers users = (PostgresUsers) one) {
                assertThat(users.keys().signingKeys()).isEmpty();
            }
        }
    }

    @Test
    void a_schema_of_a_newer_program_is_refused_in_one_line_and_left_alone() {
        database.open().close();
        database.execute(
                "INSERT INTO user_schema SELECT installed_rank + 100, '999', 'of tomorrow', type, 'V999__x.sql',"
                        + " 1, installed_by, installed_on, execution_time, success FROM user_schema WHERE version = '1'");

        assertThatThrownBy(database::open)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("newer Magpie")
                .message()
                .hasLineCount(1);
    }

    @Test
    void an_old_server_is_refused_in_one_line() {
        Servers servers = database.servers();

        assertThatThrownBy(() -> Migration.checkVersion(140_012, servers))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is of version 14, and Magpie needs 15 or newer")
                .message()
                .hasLineCount(1);
        assertThatNoException().isThrownBy(() -> Migration.checkVersion(150_000, servers));
    }

    @Test
    void a_schema_that_somebody_changed_is_refused() {
        database.open().close();
        database.execute("UPDATE user_schema SET checksum = checksum + 1 WHERE version = '1'");

        assertThatThrownBy(database::open).isInstanceOf(StartException.class).hasMessageContaining("cannot be used");
    }

    @Test
    void who_has_no_access_is_told_so_at_once() {
        Servers known = database.servers();

        assertThatThrownBy(() -> open(new Servers(known.hosts(), known.database(), known.user(), "wrong")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> open(new Servers(known.hosts(), "nowhere", known.user(), known.password())))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void an_absent_server_is_waited_for_and_told_of_once() throws Exception {
        int port = Forwarder.freePort();
        List<String> hosts = List.of("127.0.0.1:" + port);
        Servers known = database.servers();
        FutureTask<PostgresUsers> opening =
                new FutureTask<>(() -> open(new Servers(hosts, known.database(), known.user(), known.password())));
        Thread.startVirtualThread(opening);
        Await.until(() -> !lines.list.isEmpty());

        try (Forwarder network = new Forwarder(port, TestDatabase.primary());
                PostgresUsers users = opening.get(30, TimeUnit.SECONDS)) {
            assertThat(users.keys().signingKeys()).isEmpty();
            assertThat(network).isNotNull();
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains(hosts.getFirst()));
    }

    @Test
    void a_start_that_waits_can_be_ended() throws Exception {
        Servers known = database.servers();
        List<String> nobody = List.of("127.0.0.1:" + Forwarder.freePort());
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread opening = Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> ended.set(e))
                .start(() -> open(new Servers(nobody, known.database(), known.user(), known.password())));
        Await.until(() -> !lines.list.isEmpty());

        opening.interrupt();
        opening.join(10_000);

        assertThat(ended.get()).isInstanceOf(StartException.class);
    }

    private static PostgresUsers open(Servers servers) {
        return PostgresUsers.open(servers, InstantSource.system(), new SimpleMeterRegistry());
    }
}
