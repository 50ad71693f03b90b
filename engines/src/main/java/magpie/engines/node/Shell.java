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
import magpie.kit.Waits;

/** Runs a helper program to its end, or kills it. */
public final class Shell {
    private static final Duration SHORT = Duration.ofMinutes(2);

    /** For helpers whose time grows with the data. */
    private static final Duration LONG = Duration.ofHours(6);

    private Shell() {}

    /** Returns the helper's output; fails with it if the helper fails. */
    public static String run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return run(environment, command, "");
    }

    /** Runs a helper with standard input, for what others could see among the arguments. */
    public static String run(Map<String, String> environment, List<String> command, String input)
            throws IOException, InterruptedException {
        return end(builder(environment, command).redirectErrorStream(true), input, SHORT);
    }

    /** Runs a helper that may take long, such as one that reads all data. */
    public static void runLong(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        end(builder(environment, command).redirectErrorStream(true), "", LONG);
    }

    /** Writes a helper's output to a file. */
    public static void write(Path file, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        end(builder(environment, command).redirectOutput(file.toFile()), "", LONG);
    }

    /** Feeds a file to a helper's standard input. */
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

    /** The interrupt says that it has ended. */
    private static void endInTime(Process process, Duration limit) {
        Waits.unlessInterrupted(() -> {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        });
    }
}
