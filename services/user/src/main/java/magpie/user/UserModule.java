package magpie.user;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.Periodic;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.Backend;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.postgres.PostgresConfig;
import magpie.user.postgres.PostgresUsers;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.sqlite.SqliteUsers;

/** Wires the user service: its stores, the topic {@code users}, and the periodic sweep. */
public final class UserModule implements RoleModule<UserConfig, UserStores> {
    private static final String FILE = "user.db";
    private static final EventCodec USERS = EventCodec.of(UserEvent.TOPIC, UserEvent.class);
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);
    private static final Duration PROFILES_KEPT_ALONE = Duration.ofMinutes(10);
    private static final Duration PROFILES_KEPT_OF_COPIES = Duration.ofSeconds(5);

    private final InstantSource clock;

    /** Uses the system clock. */
    public UserModule() {
        this(InstantSource.system());
    }

    UserModule(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "user";
    }

    @Override
    public Class<UserConfig> config() {
        return UserConfig.class;
    }

    @Override
    public List<Class<? extends Record>> engines() {
        return List.of(PostgresConfig.class);
    }

    @Override
    public void check(Path data) {
        SqliteDatabase.check(data.resolve(FILE), SqliteUsers.schema());
    }

    @Override
    public Backend<UserStores> embedded(UserConfig config, RoleContext context) {
        SqliteDatabase database = SqliteDatabase.open(context.data().resolve(FILE), SqliteUsers.schema());
        SqliteTopics topics = new SqliteTopics(database, UserEvent.TOPIC);
        UserStores stores = new UserStores(
                new SqlUserStore(database, topics),
                new SqlSessionStore(database, topics),
                new SqlKeyStore(database),
                database.ids()::next,
                PROFILES_KEPT_ALONE,
                () -> {});
        return Backend.onFile(database, topics, config.retention(), stores);
    }

    @Override
    public Backend<UserStores> onEngines(UserConfig config, EngineAccess engines, RoleContext context) {
        PostgresUsers postgres = PostgresUsers.open(engines, clock, context.meters());
        UserStores stores = new UserStores(
                postgres.users(),
                postgres.sessions(),
                postgres.keys(),
                postgres.ids()::next,
                PROFILES_KEPT_OF_COPIES,
                postgres::changed);
        Backend<UserStores> backend = Backend.onEngine(postgres, stores);
        backend.relayedBy(context.log().relay("user", postgres.outbox(), postgres.leases()));
        return backend;
    }

    @Override
    public Started start(UserConfig config, Backend<UserStores> backend, RoleContext context) {
        UserStores stores = backend.store();
        Passwords passwords = backend.opened(new Passwords(config.hashConcurrency(), config.hashQueue()));
        SigningKeys keys = new SigningKeys(stores.keys(), clock, config.keyAge(), config.accessToken());
        ProfileCache profiles =
                new ProfileCache(stores.accounts(), config.profileCache(), stores.profilesKept(), context.meters());
        UserService service = new UserService(
                config, stores.accounts(), stores.sessions(), keys, passwords, profiles, clock, stores.ids());
        if (backend.isShared()) {
            backend.consumes(context.log().follow("user", USERS, Duration.ZERO, (event, ack) -> {
                apply(event, stores, profiles);
                ack.done();
            }));
        }
        Sweep sweep = new Sweep(config, stores.accounts(), stores.sessions(), keys, clock);
        backend.opened(Periodic.start("user-sweep", SWEEP_PAUSE, sweep::run));
        return new Started(service, backend, sweep);
    }

    /** Order matters: advance the replica position before evicting, or a stale standby refills the cache. */
    private static void apply(Event event, UserStores stores, ProfileCache profiles) {
        if (event.body() instanceof UserEvent change && !(change instanceof UserEvent.SessionEnded)) {
            stores.changed().run();
            profiles.drop(change.userId());
        }
    }

    /**
     * The running service.
     *
     * @param sweep what happens every few minutes
     */
    record Started(UserService service, Backend<UserStores> backend, Sweep sweep) implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Users.class, service);
        }
    }
}
