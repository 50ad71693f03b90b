package magpie.bench;

import java.io.IOException;
import java.time.Duration;

/** Reads what a server uses. */
final class Meter {
    private final Server server;
    private final double deliveries;
    private final long start;
    private final Duration serverCpu;
    private final Duration ownCpu;

    /**
     * What was used between two moments.
     *
     * @param serverMicros CPU time of the server
     * @param ownMicros CPU time of this process
     * @param nanos the time that passed
     * @param deliveries posts that came to a reader's feed
     */
    record Used(double serverMicros, double ownMicros, long nanos, double deliveries) {
        double serverCores() {
            return serverMicros * 1_000 / nanos;
        }

        double ownCores() {
            return ownMicros * 1_000 / nanos;
        }
    }

    private Meter(Server server) throws IOException {
        this.server = server;
        this.deliveries = deliveries();
        this.serverCpu = server.cpu();
        this.ownCpu = own();
        this.start = System.nanoTime();
    }

    static Meter start(Server server) throws IOException {
        return new Meter(server);
    }

    /** What was used since the start. */
    Used read() throws IOException {
        long nanos = System.nanoTime() - start;
        double serverMicros = micros(server.cpu().minus(serverCpu));
        double ownMicros = micros(own().minus(ownCpu));
        return new Used(serverMicros, ownMicros, nanos, deliveries() - deliveries);
    }

    private double deliveries() throws IOException {
        return server.admin().metrics().counter("magpie_feed_deliveries");
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }
}
