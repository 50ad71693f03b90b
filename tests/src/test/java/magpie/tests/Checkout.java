package magpie.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkout these tests were compiled in. */
final class Checkout {
    private static final Pattern FLAGS = Pattern.compile("(?s)\njava_flags=\\(\n(.*?)\n\\)\n");

    private Checkout() {}

    /** Its root, whatever the working directory is. */
    static Path root() {
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
    static Path launcher() {
        return root().resolve("magpie");
    }

    /** The JVM flags that the launcher starts the program with, read from it so that they cannot differ. */
    static List<String> javaFlags() {
        try {
            Matcher flags = FLAGS.matcher(Files.readString(launcher()));
            if (!flags.find()) {
                throw new IllegalStateException("no list java_flags in " + launcher());
            }
            return flags.group(1)
                    .lines()
                    .map(line -> line.replaceFirst(" #.*", "").strip().replace("'", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
