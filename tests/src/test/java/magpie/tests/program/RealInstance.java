package magpie.tests.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.client.ServerProcess;
import magpie.client.ServerProcess.Ended;
import magpie.tests.Checkout;

/** The real program as a separate process, on this test's class path and with the launcher's JVM flags. */
public final class RealInstance {
    private static final long END_SECONDS = 180;

    private RealInstance() {}

    /** Starts it on free ports, without rate limits, and waits until it is ready. */
    public static ServerProcess start(Path data, String... flags) throws IOException {
        return spawn(data, flags).awaitReady();
    }

    /** Starts it and does not wait. */
    public static ServerProcess spawn(Path data, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        for (List<String> usual :
                List.of(List.of("--port", "0"), List.of("--admin-port", "0"), List.of("--limits", "off"))) {
            if (!all.contains(usual.getFirst())) {
                all.addAll(usual);
            }
        }
        return ServerProcess.spawn(command(), data, all, Map.of());
    }

    /** Starts it in a JVM with extra flags, and waits until it is ready. */
    static ServerProcess startIn(List<String> jvmFlags, Path data) throws IOException {
        List<String> command = command();
        command.addAll(1, jvmFlags);
        List<String> flags = List.of("--port", "0", "--admin-port", "0", "--limits", "off");
        return ServerProcess.spawn(command, data, flags, Map.of()).awaitReady();
    }

    /** Starts it as a person does, by a launcher with environment variables. */
    static ServerProcess launch(Path launcher, Path data, Map<String, String> environment) throws IOException {
        List<String> flags = List.of("--port", "0", "--admin-port", "0");
        return ServerProcess.spawn(List.of(launcher.toString(), "up"), data, flags, environment)
                .awaitReady();
    }

    /** Runs a process that is expected to end by itself. */
    static Ended run(Path data, String... flags) throws IOException {
        try (ServerProcess instance = spawn(data, flags)) {
            return instance.awaitEnd(END_SECONDS);
        }
    }

    /** Returns the command that starts it. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Checkout.javaFlags());
        command.add("-Xmx512m"); // several may run beside other work
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "magpie.app.Main", "up"));
        return command;
    }
}
