package magpie.app.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import magpie.kafka.KafkaLog;
import magpie.kit.Opened;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;
import magpie.kit.roles.Role;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.RunningRole;
import magpie.kit.telemetry.Telemetry;

/** The product that a process is of: what its roles stand on, and what follows from that. No other code tells them apart. */
sealed interface Profile {
    /** Refuses stores that could not be opened: all before any, for one must not be at a newer schema than another. */
    void check(List<Plan.Planned<?>> roles, Path data);

    /** The log of events. */
    EventLog log(Wiring wiring, Telemetry telemetry, Opened opened);

    /** Starts a role on what it stands on. */
    <C extends Record> RunningRole start(RoleModule<C, ?> module, C config, RoleContext context);

    /** The roles that one must be able to reach. */
    List<String> needs(Role role);

    /** How long a start waits for a role elsewhere. */
    Duration patience();

    /** Whether a process serves while a role elsewhere cannot be reached. */
    boolean servesWithout();

    /** Everything in one folder: each role on a file of its own, which is its topics, too. */
    record Embedded() implements Profile {
        @Override
        public void check(List<Plan.Planned<?>> roles, Path data) {
            roles.forEach(planned -> planned.module().check(data));
        }

        @Override
        public EventLog log(Wiring wiring, Telemetry telemetry, Opened opened) {
            return new EmbeddedLog(wiring::topics, telemetry.registry());
        }

        @Override
        public <C extends Record> RunningRole start(RoleModule<C, ?> module, C config, RoleContext context) {
            return module.startEmbedded(config, context);
        }

        @Override
        public List<String> needs(Role role) {
            return role.needs();
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(60);
        }

        @Override
        public boolean servesWithout() {
            return false;
        }
    }

    /**
     * On engines that many processes share. What is in them belongs to all, so each adapter looks at it for itself. Of
     * many processes some come late, or come back: the others stay, say that they are not ready, and go on with what
     * they have.
     */
    record Cluster(EngineAccess engines) implements Profile {
        @Override
        public void check(List<Plan.Planned<?>> roles, Path data) {}

        @Override
        public EventLog log(Wiring wiring, Telemetry telemetry, Opened opened) {
            return opened.add(KafkaLog.open(engines, telemetry.registry()));
        }

        @Override
        public <C extends Record> RunningRole start(RoleModule<C, ?> module, C config, RoleContext context) {
            return module.startOnEngines(config, engines, context);
        }

        @Override
        public List<String> needs(Role role) {
            return role.peers();
        }

        @Override
        public Duration patience() {
            return Duration.ofDays(1_000);
        }

        @Override
        public boolean servesWithout() {
            return true;
        }
    }
}
