package magpie.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The shared secret of a test's processes. */
public final class ClusterSecret {
    private ClusterSecret() {}

    /** Creates a new one, in a file in this folder. */
    public static Path in(Path folder) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path file = Files.writeString(folder.resolve("secret"), HexFormat.of().formatHex(random));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
