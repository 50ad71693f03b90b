package magpie.engines.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a helper to its end, or ends it. */
public final class Shell {
    private static final Duration SHORT = Duration.ofMinutes(2);

    /** For what takes as long as there is data. */
    private static final Duration LONG = Duration.ofHours(6);

    private Shell() {}

    /** What the helper says; fails with that when the helper does. */
    public static String run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return run(environment, command, "");
    }

    /** The same for a helper that reads its standard input: where others could see it among the arguments. */
    public static String run(Map<String, String> environment, List<String> command, String input)
            throws IOException, InterruptedException {
        return end(builder(environment, command).redirectErrorStream(true), input, SHORT);
    }

    /** The same for a helper that goes over all there is. */
    public static void runLong(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        end(builder(environment, command).redirectErrorStream(true), "", LONG);
    }

    /** Has a file of what a helper writes. */
    public static void write(Path file, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        end(builder(environment, command).redirectOutput(file.toFile()), "", LONG);
    }

    /** Gives a file to a helper that reads its standard input. */
    public static void read(Path file, List<String> command) throws IOException, InterruptedException {
        end(builder(Map.of(), command).redirectInput(file.toFile()).redirectErrorStream(true), "", LONG);
    }

    private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    private static String end(ProcessBuilder builder, String input, Duration limit)
            throws IOException, InterruptedException {
        Process process = builder.start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
        Thread guard = Thread.startVirtualThread(() -> endInTime(process, limit));
        InputStream words = builder.redirectErrorStream() ? process.getInputStream() : process.getErrorStream();
        String said = new String(words.readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        guard.interrupt();
        if (status != 0) {
            throw new IOException(builder.command().getFirst() + " ended with " + status + ": " + said);
        }
        return said;
    }

    private static void endInTime(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it has ended
        }
    }
}
