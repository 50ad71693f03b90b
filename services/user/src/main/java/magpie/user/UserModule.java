package magpie.user;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.Periodic;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.sqlite.SqliteUsers;

/** Wires the user service. */
public final class UserModule implements RunningRole {
    private static final String FILE = "user.db";
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final SqliteDatabase database;
    private final SqliteTopics topics;
    private final Passwords passwords;
    private final UserService service;
    private final Retention retention;
    private final Sweep sweep;
    private final Periodic sweeping;

    private UserModule(UserConfig config, RoleContext context, InstantSource clock) {
        Path file = context.data().resolve(FILE);
        this.database = SqliteDatabase.open(file, schema());
        this.topics = new SqliteTopics(database, UserEvent.TOPIC);
        this.passwords = new Passwords(config.hashConcurrency(), config.hashQueue());
        SqlUserStore accounts = new SqlUserStore(database, topics);
        SqlSessionStore sessions = new SqlSessionStore(database, topics);
        SigningKeys keys = new SigningKeys(new SqlKeyStore(database), clock, config.keyAge(), config.accessToken());
        HotProfiles profiles = new HotProfiles(accounts, config.profileCache(), context.meters());
        this.service =
                new UserService(config, accounts, sessions, keys, passwords, profiles, clock, database.ids()::next);
        this.retention = Retention.start(topics, UserEvent.TOPIC, config.retention());
        this.sweep = new Sweep(config, accounts, sessions, keys, clock);
        this.sweeping = Periodic.start("user-sweep", SWEEP_PAUSE, sweep::run);
    }

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        SqliteDatabase.check(data.resolve(FILE), schema());
    }

    /** Starts the service on the file {@code user.db} in the role's folder. */
    public static RunningRole start(UserConfig config, RoleContext context) {
        return start(config, context, InstantSource.system());
    }

    static UserModule start(UserConfig config, RoleContext context, InstantSource clock) {
        return new UserModule(config, context, clock);
    }

    /** What happens every few minutes. */
    void sweep() {
        sweep.run();
    }

    @Override
    public Map<Class<?>, Object> contracts() {
        return Map.of(Users.class, service);
    }

    @Override
    public Map<String, Topics> topics() {
        return Map.of(UserEvent.TOPIC, topics);
    }

    @Override
    public void backup(Path folder) {
        database.backup(folder.resolve(FILE));
    }

    @Override
    public void close() {
        sweeping.close();
        retention.close();
        passwords.close();
        database.close();
    }

    private static Schema schema() {
        return SqliteUsers.schema();
    }
}
