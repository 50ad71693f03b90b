package magpie.engines.server;

import java.io.IOException;
import java.time.Duration;
import magpie.engines.node.Home;
import magpie.engines.node.ServerKind.Place;
import magpie.kit.Waits;

/**
 * Sets up access to Cassandra: one role, with the password of the set. Cassandra makes a default role whose name and
 * password everybody knows when it has none; that is removed as soon as there is another, and not made again. The roles
 * are replicated to every node from the start: losing a node must not lock everybody out.
 */
final class CassandraRoles {
    private static final String ROLE = Home.USER;

    private static final String BUILT_IN = "cassandra";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Place place;
    private final String password;

    CassandraRoles(Place place) {
        this.place = place;
        this.password = place.set().secret();
    }

    /** Returns when that role is the only one. The built-in role appears shortly after its node. */
    void prepare() throws IOException, InterruptedException {
        if (!Waits.until(PATIENCE, PAUSE, this::isOurs)) {
            makeOurs(); // fails with the reason
        }
    }

    private boolean isOurs() {
        try {
            makeOurs();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void makeOurs() throws IOException {
        try (Cql ours = as(ROLE, password)) {
            ours.run("DROP ROLE IF EXISTS " + BUILT_IN);
            return;
        } catch (Cql.RefusedException e) {
            // It does not exist yet.
        }
        try (Cql first = as(BUILT_IN, BUILT_IN)) {
            first.run("CREATE ROLE IF NOT EXISTS " + ROLE + " WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = '"
                    + password + "'");
        }
        try (Cql ours = as(ROLE, password)) {
            ours.run("DROP ROLE IF EXISTS " + BUILT_IN);
        }
    }

    private Cql as(String role, String secret) throws IOException {
        return Cql.signedIn(place.first(), role, secret);
    }
}
