package magpie.app;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import magpie.app.demo.Demo;
import magpie.app.node.Node;
import magpie.app.node.NodeConfig;
import magpie.app.node.Plan;
import magpie.kit.Waits;
import magpie.kit.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code up}: starts what the flags say, prints where it is, and runs until it is stopped. */
record UpCommand(Console console) {
    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

    int run(List<String> flags) {
        Plan plan = Plan.of(Settings.of(flags, console.environment()));
        Main.configureLogging(plan.node(), false);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> log.error("thread {} ended by an uncaught exception", thread, e));
        Node node = Magpie.start(plan);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, stopped), "stop"));
        console.out().print(greeting(node, sinceStart()));
        console.out().flush();
        if (plan.node().demo()) {
            demo(node);
        }
        return untilTheEnd(node, stopped);
    }

    /** If it is stopped meanwhile, the demo is simply cut short. */
    private void demo(Node node) {
        try {
            new Demo(node::contract, node::topics, console.out(), console.err()).run();
            if (node.port() != 0) {
                console.out().println("at " + address(node) + "/");
                console.out().flush();
            }
        } catch (RuntimeException e) {
            if (node.ready()) {
                throw e;
            }
        }
    }

    private static String greeting(Node node, Duration start) {
        NodeConfig config = node.plan().node();
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "Magpie is ready after %.2f s.%n", start.toMillis() / 1000.0));
        if (node.port() != 0) {
            line(text, "page", address(node) + "/");
            line(text, "API", address(node) + "/v1");
        }
        line(text, "admin", "http://127.0.0.1:" + node.adminPort() + "/metrics, /health/ready");
        if (node.internalPort() != 0) {
            line(text, "peers", bracketed(config.internalHost()) + ":" + node.internalPort());
        }
        line(text, "roles", String.join(", ", node.running().keySet()));
        line(text, "data", node.data().toAbsolutePath().normalize().toString());
        return text.append("Ctrl-C stops it.").append(System.lineSeparator()).toString();
    }

    private static String address(Node node) {
        NodeConfig config = node.plan().node();
        String scheme = config.tlsCert() == null ? "http" : "https";
        return scheme + "://" + bracketed(config.host()) + ":" + node.port();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-6s %s%n", name, value));
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Counts from the start of the JVM, not the process: the launcher, which may build first, becomes this process. */
    private static Duration sinceStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    /** Has a time limit: a part that hangs must not keep the process for ever; acknowledged data is on disk anyway. */
    private void stop(Node node, CountDownLatch stopped) {
        console.err().println("Stopping …");
        Thread closing = Thread.ofPlatform().name("close").daemon().start(node::close);
        Waits.unlessInterrupted(() -> {
            if (!closing.join(Node.STOP_LIMIT)) {
                console.err().println("Not everything stopped in " + Node.STOP_LIMIT.toSeconds() + " s; leaving.");
            }
        });
        stopped.countDown();
    }

    /** Waits until it is stopped, or stops by itself when a background loop that it needs has died. */
    int untilTheEnd(Node node, CountDownLatch stopped) {
        node.vitals().onEnd((loop, reason) -> {
            console.err().println("magpie: " + loop + " has ended (" + reason + "). Start again; the log has more.");
            stopped.countDown();
        });
        Waits.unlessInterrupted(stopped::await);
        return node.vitals().ended().isEmpty() ? Main.OK : Main.FAILED;
    }
}
