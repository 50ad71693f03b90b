package magpie.app.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;

/**
 * A running process of a data folder, described in {@code admin.json} for those who may read the folder.
 *
 * @param port its admin port on the loopback address
 * @param token the token that admin commands need
 * @param pid its process id
 */
public record Instance(int port, String token, long pid) {
    private static final String FILE = "admin.json";

    /** This process, with a fresh token. */
    public static Instance here(int port) {
        byte[] token = new byte[24];
        new SecureRandom().nextBytes(token);
        return new Instance(
                port, HexFormat.of().formatHex(token), ProcessHandle.current().pid());
    }

    /** The process that claims to run on a folder; it may have been killed since. */
    public static Optional<Instance> find(Path folder) {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(folder.resolve(FILE)), Instance.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    public void write(Path folder) throws IOException {
        PrivateFiles.write(folder.resolve(FILE), Json.MAPPER.writeValueAsString(this));
    }

    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    @Override
    public String toString() {
        return "Instance[port=" + port + ", pid=" + pid + "]";
    }
}
