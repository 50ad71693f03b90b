package magpie.kit.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import magpie.kit.files.PrivateFiles;

/** The secret that the processes of one installation share: the key that signs their calls. */
public final class RpcSecret {
    /** The fewest bytes a secret may have. */
    public static final int MIN_BYTES = 32;

    private static final int MAX_BYTES = 4_096;
    private static final int MIN_DIFFERENT = 8;

    private final byte[] bytes;
    private final List<byte[]> accepted;

    private RpcSecret(byte[] bytes) {
        this(bytes, List.of(bytes));
    }

    private RpcSecret(byte[] bytes, List<byte[]> accepted) {
        this.bytes = bytes;
        this.accepted = accepted;
    }

    /** A new secret, for tests and for processes that share one JVM. */
    public static RpcSecret random() {
        byte[] bytes = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new RpcSecret(bytes);
    }

    /**
     * Reads a secret from a file: its raw bytes, 32 to 4,096, the same in every process.
     * {@link IllegalArgumentException}, with what to do, for a file that others may read or write (POSIX), or of another
     * size; {@link UncheckedIOException} for one that cannot be read.
     */
    public static RpcSecret load(Path file) {
        try {
            PrivateFiles.refuseIfOpenToOthers(file);
            long size = Files.size(file);
            if (size < MIN_BYTES || size > MAX_BYTES) {
                throw new IllegalArgumentException(
                        file + " has " + size + " bytes (expected: " + MIN_BYTES + " to " + MAX_BYTES + ")");
            }
            byte[] bytes = Files.readAllBytes(file);
            refuseIfRegular(file, bytes);
            return new RpcSecret(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the secret " + file, e);
        }
    }

    /** The same key, which also accepts calls signed with another one, for key rotation. */
    public RpcSecret accepting(RpcSecret other) {
        return new RpcSecret(bytes, List.of(bytes, other.bytes));
    }

    /** Refuses a secret typed by hand, such as a row of zeros or a published example: it would soon be guessed. */
    private static void refuseIfRegular(Path file, byte[] bytes) {
        BitSet seen = new BitSet();
        for (byte value : bytes) {
            seen.set(value & 0xff);
        }
        if (seen.cardinality() < MIN_DIFFERENT) {
            throw new IllegalArgumentException(file + " has " + seen.cardinality()
                    + " different bytes (expected: random ones, for example by head -c 32 /dev/urandom)");
        }
    }

    /** The key itself; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The keys that calls may be signed under; not to be changed. */
    List<byte[]> accepted() {
        return accepted;
    }

    @Override
    public String toString() {
        return "RpcSecret[]";
    }
}
