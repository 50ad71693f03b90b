package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.client.ServerProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that must fail: the reason is printed, the exit code tells which kind it is, and nothing was touched. */
class StartTest {
    @TempDir
    Path folder;

    @Test
    void aSecondProcessOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess first = RealInstance.start(data)) {
            Person ada = first.provision(List.of("ada")).getFirst();
            Ended second = RealInstance.run(data);
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.output()).contains(data.toString(), "is in use by process " + first.pid(), "--data");
            ada.posts("still here");
            first.settle();
            assertThat(ada.feedTexts()).containsExactly("still here");
        }
    }

    @Test
    void aFolderOfANewerFormatIsRefused() throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        Files.writeString(data.resolve("FORMAT"), "2\n");
        refusedUntouched(data, "newer Magpie (format 2, this program knows 1)");
    }

    @Test
    void aFolderWhoseFormatIsNoVersionIsRefused() throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        Files.writeString(data.resolve("FORMAT"), "\0\0\0");
        refusedUntouched(data, "does not hold a version");
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("thesis.txt"), "years of work");
        refusedUntouched(data, "not Magpie's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.db", "graph.db", "post.db"})
    void aStoreOfANewerSchemaIsRefused(String store) throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        raiseSchema(data.resolve(store));
        refusedUntouched(data, store + " was written by a newer Magpie (schema 99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.db", "graph.db", "post.db"})
    void aCorruptStoreIsRefused(String store) throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        overwrite(data.resolve(store), 4_096);
        refusedUntouched(data, store + " is corrupt", "Restore a backup");
    }

    @Test
    void aStoreWithoutItsHeadIsRefused() throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        overwrite(data.resolve("post.db"), 0);
        refusedUntouched(data, "post.db is corrupt", "Restore a backup");
    }

    @Test
    void whatAKilledProcessLeftInItsLogIsNotTouchedEither() throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        try (ServerProcess instance = RealInstance.start(data)) {
            instance.provision(List.of("eve")).getFirst().posts("in the log alone");
            instance.kill9();
        }
        assertThat(data.resolve("post.db-wal")).isNotEmptyFile();
        raiseSchema(data.resolve("user.db"));
        refusedUntouched(data, "user.db was written by a newer Magpie");
    }

    @Test
    void everyMistakeInTheSettingsIsToldAtOnce() throws Exception {
        Path data = folder.resolve("data");
        Ended ended = RealInstance.run(
                data,
                "--port=99999",
                "--feed.window=many",
                "--graph.celebrity-threshold=0",
                "--no-such-thing=1",
                "--roles=user,cook",
                "--log-level=loud");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output().lines())
                .anyMatch(line -> line.contains("port: 99999 (expected:"))
                .anyMatch(line -> line.contains("feed.window: many (expected:"))
                .anyMatch(line -> line.contains("graph.celebrity-threshold: 0 (expected:"))
                .anyMatch(line -> line.contains("no-such-thing: there is no such setting"))
                .anyMatch(line -> line.contains("roles: cook (expected:"))
                .anyMatch(line -> line.contains("log-level: loud (expected:"))
                .allMatch(line -> line.startsWith("magpie: "));
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void anOpenAddressWithoutTlsIsRefused(String host) throws Exception {
        Path data = folder.resolve("data");
        Ended ended = RealInstance.run(data, "--limits", "on", "--host", host);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output())
                .contains(host, "--tls-cert", "--behind-proxy")
                .hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() throws Exception {
        Path data = folder.resolve("data");
        Ended ended = RealInstance.run(data, "--limits", "on", "--host", "192.0.2.1");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output())
                .contains("host: 192.0.2.1 is no address of this machine")
                .hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    private static void refusedUntouched(Path data, String... reasons) throws Exception {
        Map<String, String> before = hashes(data);
        Ended ended = RealInstance.run(data);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains(reasons).doesNotContain("Exception", "\tat ");
        assertThat(hashes(data)).isEqualTo(before);
    }

    private static void raiseSchema(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
    }

    /** Overwrites everything from some byte on. */
    private static void overwrite(Path store, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[Math.toIntExact(channel.size() - from)];
            java.util.Arrays.fill(rubbish, (byte) 0x5a);
            channel.write(java.nio.ByteBuffer.wrap(rubbish), from);
        }
    }

    /** The lock file and readers' positions in a log are no data, and worthless to the next process. */
    private static boolean isData(Path file) {
        String name = file.getFileName().toString();
        return !name.equals("magpie.lock") && !name.equals("admin.json") && !name.endsWith("-shm");
    }

    /** Hashes every file with data. */
    private static Map<String, String> hashes(Path data) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(StartTest::isData).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }
}
