package magpie.engines.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds programs on this machine, or installs them from Debian's packages where that is possible and allowed. */
public final class Programs {
    private static final Path POSTGRES = Path.of("/usr/lib/postgresql");
    private static final List<Path> JDKS = List.of(Path.of("/usr/lib/jvm"), Path.of("/opt"));

    private Programs() {}

    /** A place to search. */
    private interface Search {
        @Nullable
        Path find() throws IOException;
    }

    /** The folder of PostgreSQL's programs, of the newest version installed. */
    public static Path postgres() throws IOException, InterruptedException {
        return found("PostgreSQL's server", "postgresql", () -> newest(POSTGRES, "bin/postgres"))
                .resolve("bin");
    }

    /** A program on the {@code PATH}. */
    public static Path command(String name, String debianPackage) throws IOException, InterruptedException {
        return found(name, debianPackage, () -> onPath(name).orElse(null));
    }

    /** A JDK or runtime of exactly this version. */
    public static Path jdk(int version) throws IOException, InterruptedException {
        return found("a JDK " + version, "openjdk-" + version + "-jre-headless", () -> release(version));
    }

    public static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path found(String what, String debianPackage, Search search)
            throws IOException, InterruptedException {
        Path found = search.find();
        if (found == null && isRoot() && onPath("apt-get").isPresent()) {
            install(what, debianPackage);
            found = search.find();
        }
        if (found == null) {
            throw new EngineException(
                    what + " is not on this machine. On Debian: sudo apt-get install " + debianPackage + ".");
        }
        return found;
    }

    /** RUNLEVEL=1 keeps Debian from starting services of what is installed. */
    private static void install(String what, String debianPackage) throws IOException, InterruptedException {
        Progress.say(what + " is not here: installing Debian's " + debianPackage + " (once) …");
        Path log = Files.createTempFile("magpie-install", ".log");
        String script = "apt-get update -q && apt-get install -yq --no-install-recommends " + debianPackage;
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("RUNLEVEL", "1");
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        if (builder.start().waitFor() != 0) {
            throw new EngineException(debianPackage + " could not be installed; see " + log + ".");
        }
        Files.delete(log);
    }

    static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"), new String[] {"/usr/sbin", "/usr/bin"})
                .flatMap(Stream::of)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static @Nullable Path newest(Path folder, String program) throws IOException {
        return folders(folder).stream()
                .filter(version -> Files.isExecutable(version.resolve(program)))
                .max(Comparator.comparingInt(
                        (Path version) -> number(version.getFileName().toString())))
                .orElse(null);
    }

    private static int number(String version) {
        return version.matches("\\d{1,4}") ? Integer.parseInt(version) : 0;
    }

    private static @Nullable Path release(int version) throws IOException {
        for (Path place : JDKS) {
            for (Path jdk : folders(place)) {
                if (Files.isExecutable(jdk.resolve("bin/java")) && release(jdk).startsWith(version + ".")) {
                    return jdk;
                }
            }
        }
        return null;
    }

    /** The version of a JDK. */
    public static String release(Path jdk) throws IOException {
        Path file = jdk.resolve("release");
        Properties properties = new Properties();
        if (Files.isReadable(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
                all.forEach(folders::add);
            }
        }
        folders.sort(Comparator.naturalOrder());
        return folders;
    }
}
