package magpie.kit.engines;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The passwords of the engines, from a file of {@code engine = password} lines that nobody else may read. */
public final class EngineSecrets {
    /** For engines that ask for no password. */
    public static final EngineSecrets NONE = new EngineSecrets(new Properties());

    /** Those that may have one. */
    public static final List<String> ENGINES = List.of("postgres", "neo4j", "cassandra", "kafka", "redis", "sentinel");

    private static final int SHORTEST = 8;
    private static final Set<String> KNOWN = Set.of(
            "password",
            "changeme",
            "change-me",
            "postgres",
            "cassandra",
            "neo4jneo4j",
            "magpie",
            "magpiemagpie",
            "secret",
            "12345678");

    private final Properties passwords;

    private EngineSecrets(Properties passwords) {
        this.passwords = passwords;
    }

    /** The passwords that the settings name the file of. */
    public static EngineSecrets of(EnginesConfig config) {
        return config.secrets() == null ? NONE : load(config.secrets());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with what to do, for one that cannot be read or that others may read
     */
    public static EngineSecrets load(Path file) {
        Properties passwords = new Properties();
        try {
            refuseIfOpenToOthers(file);
            try (Reader reader = Files.newBufferedReader(file)) {
                passwords.load(reader);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
        return new EngineSecrets(passwords);
    }

    /** The password of one of {@link #ENGINES}; null for none. */
    public @Nullable String password(String engine) {
        return passwords.getProperty(engine);
    }

    /** The engines whose password everybody would try first: the engine's own name, or a word known for it. */
    public List<String> guessable() {
        return passwords.stringPropertyNames().stream()
                .filter(engine -> isGuessable(engine, passwords.getProperty(engine)))
                .sorted()
                .toList();
    }

    /** Names in the file that are no engine's. */
    public List<String> strangers() {
        return passwords.stringPropertyNames().stream()
                .filter(engine -> !ENGINES.contains(engine))
                .sorted()
                .toList();
    }

    private static boolean isGuessable(String engine, String password) {
        return password.length() < SHORTEST
                || password.equals(engine)
                || KNOWN.contains(password.toLowerCase(Locale.ROOT));
    }

    private static void refuseIfOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // not a POSIX file system: there is nothing to compare
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            throw new IllegalArgumentException(file + " can be read by others (expected: chmod 600)");
        }
    }

    @Override
    public String toString() {
        return "EngineSecrets" + passwords.stringPropertyNames();
    }
}
