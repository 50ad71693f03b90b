package magpie.user;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Relay;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteTopics;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.postgres.PostgresUsers;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.sqlite.SqliteUsers;

/** What the service stands on: its stores, and how what they tell comes into the log. */
interface Ground extends AutoCloseable {
    UserStore accounts();

    SessionStore sessions();

    KeyStore keys();

    /** Where new ids come from. */
    LongSupplier ids();

    /** How long a profile may be remembered: where another process or a lagging copy is read, not for long. */
    Duration profilesKept();

    /** Tells the cache what other processes change. */
    default List<Subscription> follow(HotProfiles profiles) {
        return List.of();
    }

    default Map<String, Topics> topics() {
        return Map.of();
    }

    default List<Relay> relays() {
        return List.of();
    }

    default void backup(Path folder) {}

    @Override
    void close();

    /** The one file of the embedded product, which is its topic too. */
    record Sqlite(
            SqliteDatabase database,
            SqliteTopics log,
            Retention retention,
            UserStore accounts,
            SessionStore sessions,
            KeyStore keys)
            implements Ground {
        private static final String FILE = "user.db";

        static void check(Path data) {
            SqliteDatabase.check(data.resolve(FILE), SqliteUsers.schema());
        }

        static Ground open(UserConfig config, Path data) {
            SqliteDatabase database = SqliteDatabase.open(data.resolve(FILE), SqliteUsers.schema());
            SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
            return new Sqlite(
                    database,
                    topics,
                    Retention.start(topics, UserEvent.TOPIC, config.retention()),
                    new SqlUserStore(database, topics),
                    new SqlSessionStore(database, topics),
                    new SqlKeyStore(database));
        }

        @Override
        public LongSupplier ids() {
            return database.ids()::next;
        }

        @Override
        public Duration profilesKept() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Map<String, Topics> topics() {
            return Map.of(UserEvent.TOPIC, log);
        }

        @Override
        public void backup(Path folder) {
            database.backup(folder.resolve(FILE));
        }

        @Override
        public void close() {
            retention.close();
            database.close();
        }
    }

    /** PostgreSQL, which several instances share; a relay moves what they tell into the log. */
    record Postgres(PostgresUsers postgres, Relay relay, RoleContext context) implements Ground {
        static Ground open(EngineAccess engines, RoleContext context, InstantSource clock) {
            PostgresUsers postgres = PostgresUsers.open(engines.config(), engines.secrets(), clock, context.meters());
            return new Postgres(postgres, context.log().relay("user", postgres.outbox(), postgres.leases()), context);
        }

        @Override
        public UserStore accounts() {
            return postgres.users();
        }

        @Override
        public SessionStore sessions() {
            return postgres.sessions();
        }

        @Override
        public KeyStore keys() {
            return postgres.keys();
        }

        @Override
        public LongSupplier ids() {
            return postgres.ids()::next;
        }

        @Override
        public Duration profilesKept() {
            return Duration.ofSeconds(5);
        }

        @Override
        public List<Subscription> follow(HotProfiles profiles) {
            return List.of(context.log()
                    .follow("user", EventCodec.of(UserEvent.TOPIC, UserEvent.class), Duration.ZERO, (event, ack) -> {
                        hear(profiles, event);
                        ack.done();
                    }));
        }

        /** In this order: who reads the profile anew must not be answered by a standby that does not have the change. */
        private void hear(HotProfiles profiles, Event event) {
            if (event.body() instanceof UserEvent change && !(change instanceof UserEvent.SessionEnded)) {
                postgres.changed();
                profiles.drop(change.userId());
            }
        }

        @Override
        public List<Relay> relays() {
            return List.of(relay);
        }

        @Override
        public void close() {
            relay.close();
            postgres.close();
        }
    }
}
