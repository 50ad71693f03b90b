package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import magpie.tests.Checkout;

/**
 * The launcher in a folder of its own, with a distribution made from this test's class path: it has nothing to build
 * and waits for no lock that a surrounding build may hold.
 */
public final class StagedDist {
    private StagedDist() {}

    /** The launcher. */
    public static Path in(Path folder) throws IOException {
        Path dist = folder.resolve("target/dist");
        Path lib = Files.createDirectories(dist.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            lay(Path.of(entry), lib);
        }
        Files.writeString(dist.resolve("stamp"), "");
        return Files.copy(Checkout.launcher(), folder.resolve("magpie"));
    }

    /** An AOT cache needs jars: a module that is a folder here becomes one. */
    private static void lay(Path entry, Path lib) throws IOException {
        boolean here = entry.toString().isEmpty(); // the working directory
        if (here || entry.endsWith("test-classes") || !Files.exists(entry)) {
            return;
        }
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry)) {
            String module = entry.getParent().getParent().getFileName().toString();
            pack(entry, lib.resolve("magpie-" + module + ".jar"));
        } else {
            String plain = name.replaceFirst("^(magpie-[a-z]+)-.*\\.jar$", "$1.jar");
            Files.copy(entry, lib.resolve(plain), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void pack(Path classes, Path jar) {
        List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString(), "-C"));
        arguments.addAll(List.of(classes.toString(), "."));
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(new String[0]));
        assertThat(code).isZero();
    }
}
