package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import magpie.bench.server.Part;
import magpie.bench.server.Server;

/** Reads a server's resource use. */
public final class Meter {
    private final Server server;
    private final double deliveries;
    private final long start;
    private final Map<String, Duration> serverCpu;
    private final Duration ownCpu;

    /**
     * The use between two moments.
     *
     * @param micros CPU time of each of the server's processes
     * @param product those of them that a goal is set for, see {@link Part#isProduct}
     * @param ownMicros CPU time of this process
     * @param nanos the time that passed
     * @param deliveries posts that came to a reader's feed
     */
    public record Used(
            Map<String, Double> micros, Set<String> product, double ownMicros, long nanos, double deliveries) {
        /** CPU time of the whole server. */
        double serverMicros() {
            return micros.values().stream().mapToDouble(one -> one).sum();
        }

        double productMicros() {
            return product.stream()
                    .mapToDouble(name -> micros.getOrDefault(name, 0.0))
                    .sum();
        }

        public double serverCores() {
            return serverMicros() * 1_000 / nanos;
        }

        public double ownCores() {
            return ownMicros * 1_000 / nanos;
        }
    }

    private Meter(Server server) throws IOException {
        this.server = server;
        this.deliveries = deliveries();
        this.serverCpu = cpu(server);
        this.ownCpu = own();
        this.start = System.nanoTime();
    }

    public static Meter start(Server server) throws IOException {
        return new Meter(server);
    }

    /** The use since the start. */
    public Used read() throws IOException {
        long nanos = System.nanoTime() - start;
        Map<String, Double> micros = new LinkedHashMap<>();
        cpu(server).forEach((name, cpu) -> micros.put(name, micros(cpu.minus(serverCpu.getOrDefault(name, cpu)))));
        double ownMicros = micros(own().minus(ownCpu));
        Set<String> product =
                server.parts().stream().filter(Part::isProduct).map(Part::name).collect(Collectors.toSet());
        return new Used(micros, product, ownMicros, nanos, deliveries() - deliveries);
    }

    private double deliveries() throws IOException {
        return server.metrics().counter("magpie_feed_deliveries");
    }

    private static Map<String, Duration> cpu(Server server) throws IOException {
        Map<String, Duration> all = new LinkedHashMap<>();
        for (Part part : server.parts()) {
            all.put(part.name(), part.cpu());
        }
        return all;
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1e3;
    }
}
