package magpie.engines.server;

import java.io.IOException;
import java.time.Duration;
import magpie.engines.node.Engine.Place;
import magpie.engines.node.Home;

/**
 * Who may come to Cassandra: one role, with the password of the set. Cassandra makes one of its own when it has none,
 * whose name and password everybody knows; it is removed as soon as there is another, and not made again. What it knows of
 * roles has a copy on each node from the first moment on: who is lost must not keep all others out.
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

    /** Returns when there is that one alone. The built-in role is there a moment after its node. */
    void prepare() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                makeOurs();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private void makeOurs() throws IOException {
        try (Cql ours = as(ROLE, password)) {
            ours.run("DROP ROLE IF EXISTS " + BUILT_IN);
            return;
        } catch (Cql.RefusedException e) {
            // It is not there yet.
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
