package magpie.engines.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Programs;
import magpie.engines.node.ServerKind.Place;
import magpie.engines.node.Shell;

/**
 * Starts an engine that is a Java program, tuned for fast starts, because it starts often and rarely runs for long:
 * only the first compiler, unless {@code MAGPIE_ENGINE_JAVA_OPTS} says otherwise, and an archive of its classes, made
 * when the first one stops gracefully and used from then on.
 *
 * @param name of what is fetched
 * @param version of it
 */
record JavaEngine(String name, String version) {
    private static final String MORE = "MAGPIE_ENGINE_JAVA_OPTS";

    void fetch(Fetcher fetcher) throws IOException, InterruptedException {
        fetcher.fetch(name, version);
    }

    /** The JDK that this program runs on. */
    static Path ownJdk() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The command line up to the main class. */
    List<String> command(Path jdk, Place place, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(jdk), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        Path archive = archive(jdk, place);
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        } else if (place.isFirst()) {
            Files.deleteIfExists(fresh(archive, place));
            command.add("-XX:ArchiveClassesAtExit=" + fresh(archive, place));
        }
        command.add("-Xlog:disable"); // the JVM's messages about its archive
        command.add("-Xlog:all=error:stderr");
        command.addAll(options);
        command.addAll(more());
        command.addAll(List.of("-cp", Fetcher.jars(Path.of(place.set().lib()), name, version) + "/*"));
        return command;
    }

    /** The last of two contradicting flags wins. */
    private static List<String> more() {
        String asked = Objects.requireNonNullElse(System.getenv(MORE), "");
        return asked.isBlank() ? List.of() : List.of(asked.strip().split("\\s+"));
    }

    /** Runs one of its tools to its end. */
    void run(Place place, List<String> options, List<String> arguments) throws IOException, InterruptedException {
        Shell.run(Map.of(), tool(place, options, arguments));
    }

    /** Runs a tool that reads all data, with its environment. */
    void runLong(Map<String, String> environment, Place place, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        Shell.runLong(environment, tool(place, options, arguments));
    }

    private List<String> tool(Place place, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(ownJdk()), "-XX:TieredStopAtLevel=1"));
        Path archive = archive(ownJdk(), place);
        if (Files.exists(archive)) {
            command.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
        }
        command.addAll(options);
        command.addAll(List.of("-cp", Fetcher.jars(Path.of(place.set().lib()), name, version) + "/*"));
        command.addAll(arguments);
        return command;
    }

    private static String java(Path jdk) {
        return jdk.resolve("bin/java").toString();
    }

    /** Keeps the archive that it made, if any: atomically, because other sets may look at the same time. */
    void keepArchive(Path jdk, Place place) throws IOException {
        Path archive = archive(jdk, place);
        if (place.isFirst() && Files.exists(fresh(archive, place))) {
            Files.move(fresh(archive, place), archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path fresh(Path archive, Place place) {
        return archive.resolveSibling(archive.getFileName() + "." + place.set().id());
    }

    /** An archive fits one JDK only; other JVMs ignore it. */
    private Path archive(Path jdk, Place place) throws IOException {
        String release = Programs.release(jdk);
        return Fetcher.jars(Path.of(place.set().lib()), name, version)
                .resolveSibling(name + "-" + version + "-jdk-" + release + ".jsa");
    }
}
