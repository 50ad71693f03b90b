package magpie.engines.node;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Fetches jars by Maven, into a folder for each engine and version. */
public final class Fetcher {
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    private static final int A_LINE_EVERY = 25;

    private final Path lib;

    public Fetcher(Path lib) {
        this.lib = lib;
    }

    /** The folder of a fetched engine's jars. */
    public static Path jars(Path lib, String name, String version) {
        return lib.resolve(name + "-" + version);
    }

    /** Fetches what the resource {@code name.xml} names, in that version, if missing; one command at a time. */
    public void fetch(String name, String version) throws IOException, InterruptedException {
        Files.createDirectories(lib);
        try (FileChannel file =
                        FileChannel.open(lib.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            Path jars = jars(lib, name, version);
            if (lock.isValid() && !Files.isDirectory(jars)) {
                Progress.say("fetching " + name + " " + version + " (once) …");
                Path unfinished = lib.resolve(name + "-" + version + ".unfinished");
                Path pom = lib.resolve(name + ".pom.xml");
                Files.writeString(pom, resource(name + ".xml").replace("@version@", version));
                copy(name, pom, unfinished);
                Files.move(unfinished, jars, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private void copy(String name, Path pom, Path target) throws IOException, InterruptedException {
        Path log = lib.resolve(name + ".fetch.log");
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("magpie.maven", "mvn"),
                        "-B",
                        "-f",
                        pom.toString(),
                        COPY,
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=" + target)
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        report(name, maven, log);
        if (maven.waitFor() != 0) {
            throw new EngineException(name + " could not be fetched from Maven Central; what Maven says of it is in "
                    + log + ". Run the command again: what is here already stays.");
        }
    }

    private static void report(String name, Process maven, Path log) throws IOException {
        int fetched = 0;
        try (BufferedReader lines = maven.inputReader(StandardCharsets.UTF_8);
                BufferedWriter all = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.write(line);
                all.newLine();
                if (line.contains("Downloaded from") && ++fetched % A_LINE_EVERY == 0) {
                    Progress.say("  " + name + ": " + fetched + " files");
                }
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Fetcher.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
