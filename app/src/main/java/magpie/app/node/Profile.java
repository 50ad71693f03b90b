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

/** The product of a process: what its roles run on, and what follows. No other code distinguishes products. */
sealed interface Profile {
    /** Refuses stores that could not be opened, before any is: none may migrate if another is refused. */
    void check(List<Plan.Planned<?>> roles, Path data);

    /** The event log. */
    EventLog log(Wiring wiring, Telemetry telemetry, Opened opened);

    /** Starts a role on its backend. */
    <C extends Record> RunningRole start(RoleModule<C, ?> module, C config, RoleContext context);

    /** The roles that a role must be able to reach. */
    List<String> needs(Role role);

    /** How long a start waits for a role elsewhere. */
    Duration patience();

    /** Whether a process serves while a role elsewhere cannot be reached. */
    boolean servesWithout();

    /** The embedded product: one folder, where each role has a file that also holds its topics. */
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
     * The cluster product: engines that many processes share. Their data belongs to all, so each adapter checks it for
     * itself. Some of many processes come late, or come back: the others stay, report that they are not ready, and
     * serve what they can.
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
