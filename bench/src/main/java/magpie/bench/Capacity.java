package magpie.bench;

import java.util.List;
import java.util.Map;
import magpie.kit.roles.Roles;

/**
 * Computes the sizing table of the design, and the machines it needs.
 *
 * @param config the assumptions
 * @param costs the measured costs
 * @param dailyUsers the number of daily users, for others than the assumed one
 */
record Capacity(CapacityConfig config, Costs costs, double dailyUsers) {
    private static final double SECONDS_A_DAY = 86_400;
    private static final double DAYS_A_YEAR = 365;
    private static final double GIB = 0x1p30;

    /** The cost of each operation, in microseconds of CPU. */
    record Costs(double readMicros, double publishMicros, double deliveryMicros) {}

    /**
     * The machines of a role, in one region.
     *
     * @param cpus vCPUs at the peak, at the target utilisation
     * @param gib memory that it needs; 0 if that is little
     * @param decides whether CPU, memory or the minimum number of nodes determines how many there are
     */
    record Role(String name, double cpus, double gib, int nodes, String decides) {}

    /**
     * What a role does of the work that was measured in one process, and its memory.
     *
     * @param reads its part of the CPU of reads, from 0 to 1; so are the next two
     * @param gib memory that grows with the users
     */
    record Part(double reads, double publishes, double deliveries, double gib) {
        static final Part LITTLE = new Part(0, 0, 0, 0);
    }

    double postsPerSecond() {
        return dailyUsers * Double.parseDouble(config.posts()) / SECONDS_A_DAY;
    }

    double readsPerSecond() {
        return dailyUsers * Double.parseDouble(config.reads()) / SECONDS_A_DAY;
    }

    double deliveriesPerSecond() {
        return postsPerSecond() * config.followers();
    }

    double peak() {
        return Double.parseDouble(config.peak());
    }

    double textBytesPerDay() {
        return postsPerSecond() * SECONDS_A_DAY * config.textBytes();
    }

    double mediaBytesPerDay() {
        return postsPerSecond() * SECONDS_A_DAY * config.mediaPercent() / 100 * config.mediaBytes();
    }

    double bytesKept() {
        return (textBytesPerDay() + mediaBytesPerDay()) * DAYS_A_YEAR * config.years();
    }

    double textInPerSecond() {
        return textBytesPerDay() / SECONDS_A_DAY;
    }

    double mediaInPerSecond() {
        return mediaBytesPerDay() / SECONDS_A_DAY;
    }

    double mediaOutPerSecond() {
        return readsPerSecond() * config.fetchPercent() / 100 * config.mediaBytes();
    }

    /** One process was measured, so the split of its CPU among roles is assumed. The other roles do little. */
    Map<String, Part> parts() {
        double edge = config.gatewayPercent() / 100.0;
        return Map.of(
                Roles.edge().name(),
                new Part(edge, edge, 0, 0),
                "feed",
                new Part(1 - edge, 0, 1, dailyUsers * config.readerBytes() / GIB),
                "post",
                new Part(0, 1 - edge, 0, 0));
    }

    /** The roles in one region. */
    List<Role> roles() {
        Map<String, Part> parts = parts();
        double reads = peak() * readsPerSecond() * costs.readMicros();
        double publishes = peak() * postsPerSecond() * costs.publishMicros();
        double deliveries = peak() * deliveriesPerSecond() * costs.deliveryMicros();
        return Roles.names().reversed().stream()
                .map(name -> {
                    Part part = parts.getOrDefault(name, Part.LITTLE);
                    double micros = part.reads * reads + part.publishes * publishes + part.deliveries * deliveries;
                    return role(name, micros, part.gib);
                })
                .toList();
    }

    int nodes() {
        return config.regions() * roles().stream().mapToInt(Role::nodes).sum();
    }

    private Role role(String name, double microsPerSecond, double gib) {
        double cpus = microsPerSecond / 1e6 * 100 / config.utilisation();
        double byCpu = Math.ceil(cpus / config.nodeCpus());
        double byMemory = Math.ceil(gib / (config.nodeGib() / 2.0));
        int nodes = (int) Math.max(config.leastNodes(), Math.max(byCpu, byMemory));
        String decides = nodes == config.leastNodes() ? "the least" : byCpu >= byMemory ? "CPU" : "memory";
        return new Role(name, cpus, gib, nodes, decides);
    }
}
