package magpie.kit.engines;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import magpie.kit.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** The passwords of the engines, from a file of {@code name = password} lines that nobody else may read. */
final class EngineSecrets {
    /** For engines that ask for no password. */
    static final EngineSecrets NONE = new EngineSecrets(new Properties());

    private static final int SHORTEST = 8;
    private static final Set<String> KNOWN =
            Set.of("password", "changeme", "change-me", "magpie", "magpiemagpie", "secret", "12345678");

    private final Properties passwords;

    private EngineSecrets(Properties passwords) {
        this.passwords = passwords;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with what to do, for one that cannot be read or that others may read
     */
    static EngineSecrets load(Path file) {
        Properties passwords = new Properties();
        try {
            PrivateFiles.refuseIfOpenToOthers(file);
            try (Reader reader = Files.newBufferedReader(file)) {
                passwords.load(reader);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
        return new EngineSecrets(passwords);
    }

    /** The password of that name; null for none. */
    @Nullable
    String password(String name) {
        return passwords.getProperty(name);
    }

    /**
     * The names whose password an attacker would try first: the engine's own name, a common default, once or repeated,
     * or a word known for it.
     */
    List<String> guessable(Collection<String> engines) {
        return passwords.stringPropertyNames().stream()
                .filter(name -> isGuessable(passwords.getProperty(name).toLowerCase(Locale.ROOT), engines))
                .sorted()
                .toList();
    }

    /** Names in the file that belong to no engine. */
    List<String> strangers(Collection<String> engines) {
        return passwords.stringPropertyNames().stream()
                .filter(name -> !engines.contains(name))
                .sorted()
                .toList();
    }

    private static boolean isGuessable(String password, Collection<String> engines) {
        return password.length() < SHORTEST
                || KNOWN.contains(password)
                || engines.stream().anyMatch(name -> password.replace(name, "").isEmpty());
    }

    @Override
    public String toString() {
        return "EngineSecrets" + passwords.stringPropertyNames();
    }
}
