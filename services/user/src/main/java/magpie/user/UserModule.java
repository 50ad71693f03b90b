package magpie.user;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.api.user.Users;
import magpie.kit.Periodic;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/** Wires the user service. */
public final class UserModule implements RunningRole {
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final Ground ground;
    private final Passwords passwords;
    private final UserService service;
    private final List<Subscription> following;
    private final Sweep sweep;
    private final Periodic sweeping;

    private UserModule(UserConfig config, RoleContext context, InstantSource clock, Ground ground) {
        this.ground = ground;
        this.passwords = new Passwords(config.hashConcurrency(), config.hashQueue());
        SigningKeys keys = new SigningKeys(ground.keys(), clock, config.keyAge(), config.accessToken());
        HotProfiles profiles =
                new HotProfiles(ground.accounts(), config.profileCache(), ground.profilesKept(), context.meters());
        this.service = new UserService(
                config, ground.accounts(), ground.sessions(), keys, passwords, profiles, clock, ground.ids());
        this.following = ground.follow(profiles);
        this.sweep = new Sweep(config, ground.accounts(), ground.sessions(), keys, clock);
        this.sweeping = Periodic.start("user-sweep", SWEEP_PAUSE, sweep::run);
    }

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        Ground.Sqlite.check(data);
    }

    /** Starts the service: on the file {@code user.db} in the role's folder, or on the engines. */
    public static RunningRole start(UserConfig config, RoleContext context) {
        return start(config, context, InstantSource.system());
    }

    static UserModule start(UserConfig config, RoleContext context, InstantSource clock) {
        EngineAccess engines = context.engines();
        Ground ground = engines == null
                ? Ground.Sqlite.open(config, context.data())
                : Ground.Postgres.open(engines, context, clock);
        return new UserModule(config, context, clock, ground);
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
        return ground.topics();
    }

    @Override
    public List<Subscription> consumers() {
        return following;
    }

    @Override
    public List<Relay> relays() {
        return ground.relays();
    }

    @Override
    public void backup(Path folder) {
        ground.backup(folder);
    }

    @Override
    public void close() {
        sweeping.close();
        following.forEach(Subscription::close);
        passwords.close();
        ground.close();
    }
}
