package magpie.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The checkout these tests were compiled in. */
public final class Checkout {
    private static final Pattern FLAGS = Pattern.compile("(?s)\n(?:java|server)_flags=\\(\n(.*?)\n\\)\n");

    private Checkout() {}

    /** The root, whatever the working directory is. */
    public static Path root() {
        try {
            Path classes = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The launcher. */
    public static Path launcher() {
        return root().resolve("magpie");
    }

    /** The JVM flags of the launcher, read from it so that they cannot differ. */
    public static List<String> javaFlags() {
        try {
            List<String> flags = FLAGS.matcher(Files.readString(launcher()))
                    .results()
                    .flatMap(list -> list.group(1).lines())
                    .map(line -> line.replaceFirst(" +#.*", "").strip().replace("'", ""))
                    .toList();
            if (flags.isEmpty()) {
                throw new IllegalStateException("no lists java_flags and server_flags in " + launcher());
            }
            return flags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
