package magpie.engines;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import magpie.engines.node.EngineException;
import magpie.engines.node.Progress;
import magpie.engines.node.ServerKind.Place;
import magpie.engines.server.Postgres;

/**
 * Promotes a standby of PostgreSQL to primary without losing anything acknowledged. An acknowledged commit is on at
 * least one standby, so all standbys are asked for their position, after starting those that do not run, and only one
 * that has the most can be promoted. The old primary is stopped first: it must not acknowledge anything more.
 */
final class Promotion {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** How much of the WAL a standby has, once it has applied all that it received. */
    private static final String BYTES = """
            SELECT pg_last_wal_replay_lsn() - '0/0' FROM pg_stat_activity
              WHERE backend_type = 'startup' AND wait_event IN ('RecoveryWalStream', 'RecoveryRetrieveRetryInterval')
                AND pg_last_wal_replay_lsn() >= coalesce(pg_last_wal_receive_lsn(), '0/0')
            """;

    private final EngineSet set;
    private final List<Place> nodes;

    /** Promotes among all nodes of PostgreSQL, the primary first. */
    Promotion(EngineSet set, List<Place> nodes) {
        this.set = set;
        this.nodes = nodes;
    }

    /** A standby, and how many bytes of the WAL it has. */
    private record Candidate(Place place, long bytes) {}

    /** Promotes the named node, or for {@code postgres} the one that has the most. */
    void promote(String name) throws IOException, InterruptedException {
        Place old = nodes.getFirst();
        if (old.node().name().equals(name) || nodes.size() == 1) {
            throw new EngineException(name + " is the primary already.");
        }
        boolean ran = set.process(old).running().isPresent();
        set.stop(old);
        Place next = chosen(name, candidates(old));
        Postgres.makePrimary(next);
        Postgres.promote(next);
        for (Place place : nodes) {
            if (!place.equals(old)) {
                Postgres.configure(place);
                Postgres.reload(place);
            }
        }
        Progress.say(next.node().name() + " is the primary now");
        if (ran) {
            set.start(old);
        }
    }

    private List<Candidate> candidates(Place old) throws IOException, InterruptedException {
        List<Candidate> candidates = new ArrayList<>();
        for (Place place : nodes) {
            if (!place.equals(old)) {
                set.start(place);
                candidates.add(new Candidate(place, bytes(place)));
            }
        }
        return candidates;
    }

    private static long bytes(Place place) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String bytes = Postgres.sql(place, place.node(), BYTES);
            if (!bytes.isEmpty()) {
                return Long.parseLong(bytes);
            }
            Thread.sleep(PAUSE);
        }
        throw new EngineException(place.node().name() + " has not applied all that it received after "
                + PATIENCE.toSeconds() + " s; nothing was promoted.");
    }

    private static Place chosen(String name, List<Candidate> candidates) {
        Candidate best = candidates.stream()
                .max(Comparator.comparingLong(Candidate::bytes))
                .orElseThrow();
        if (name.equals(best.place().node().engine())) {
            return best.place();
        }
        Candidate asked = candidates.stream()
                .filter(candidate -> candidate.place().node().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException("There is no standby " + name + "."));
        if (asked.bytes() < best.bytes()) {
            throw new EngineException(name + " lacks what "
                    + best.place().node().name() + " has and what may have been acknowledged; promote that one.");
        }
        return asked.place();
    }
}
