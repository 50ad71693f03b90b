package magpie.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script {@code magpie}, with which a bench starts servers as people do. */
record Launcher(String script) {
    private static final int LAST_LINES = 20;

    /** The launcher that started this bench. */
    static Launcher here() throws IOException {
        String script = System.getProperty("magpie.launcher");
        if (script == null) {
            throw new IOException("A bench starts its server by the launcher: run it as ./magpie bench.");
        }
        return new Launcher(script);
    }

    /**
     * One of its commands.
     *
     * @param jvm flags for the server's JVM, after the user's
     * @param build whether it builds what is stale, or runs the last build
     */
    ProcessBuilder command(List<String> arguments, String jvm, boolean build) {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.merge("MAGPIE_JAVA_OPTS", jvm, (users, ours) -> users + " " + ours);
        if (!build) {
            environment.put("MAGPIE_BUILD", "off");
        }
        return builder;
    }

    /** Another process may take the port before the server does: then the server says so, and the caller retries. */
    static InetSocketAddress freeAddress() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, socket.getLocalPort());
        }
    }

    static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
