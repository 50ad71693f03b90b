package magpie.engines;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a helper to its end, or ends it. */
final class Shell {
    private static final int SECONDS = 120;

    private Shell() {}

    /** What the helper says; fails with that when the helper does. */
    static String run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return run(environment, command, "");
    }

    /** The same for a helper that reads its standard input: where others could see it among the arguments. */
    static String run(Map<String, String> environment, List<String> command, String input)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
        Thread limit = Thread.startVirtualThread(() -> endInTime(process));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        limit.interrupt();
        if (status != 0) {
            throw new IOException(command.getFirst() + " ended with " + status + ": " + said);
        }
        return said;
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has ended
        }
    }
}
