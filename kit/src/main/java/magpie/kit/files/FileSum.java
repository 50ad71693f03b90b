package magpie.kit.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import magpie.kit.Sha256;

/**
 * The expected contents of a file in a copy.
 *
 * @param name its path in the folder of the copy
 * @param size in bytes
 * @param sha256 of its bytes, in hexadecimal
 */
public record FileSum(String name, long size, String sha256) {
    /** Reads that of a file in a folder. */
    public static FileSum of(Path folder, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new FileSum(
                folder.relativize(file).toString(),
                Files.size(file),
                HexFormat.of().formatHex(digest.digest()));
    }

    /** Reads those of all files in a folder and below it, in order. */
    public static List<FileSum> all(Path folder) throws IOException {
        List<FileSum> sums = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sums.add(of(folder, file));
            }
        }
        return sums;
    }

    /** Whether the folder has exactly this file, byte by byte; never looks outside it, whatever the name says. */
    public boolean isIn(Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Path real = file.toRealPath();
        Path realFolder = folder.toRealPath();
        return real.startsWith(realFolder) && of(realFolder, real).equals(this);
    }

    /** Explains to people that their copy has another file in its place. */
    public String damage(Path folder, String contents) {
        return folder.resolve(name) + " is not what " + contents + " says (expected: " + size + " bytes, SHA-256 "
                + sha256 + "). The backup is damaged; use another one.";
    }
}
