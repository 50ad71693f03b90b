package magpie.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import magpie.app.Magpie;
import magpie.kit.StartException;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("data");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        try (DataFolder folder = DataFolder.open(folder())) {
            folder.announce(Instance.here(4711));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("admin.json"))))
                    .isEqualTo("rw-------");
            assertThat(Instance.find(folder()).orElseThrow().port()).isEqualTo(4711);
        }
        assertThat(contents()).containsOnlyKeys("FORMAT", "magpie.lock").containsEntry("FORMAT", "1\n");
    }

    @Test
    void hasOneOwnerAtATime() {
        try (DataFolder first = DataFolder.open(folder())) {
            assertThat(first.path()).isEqualTo(folder());
            assertThatThrownBy(() -> DataFolder.open(folder()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        DataFolder.open(folder()).close();
    }

    @Test
    void aKilledOwnerLeavesNoLock() throws IOException {
        DataFolder.open(folder()).close();
        Files.writeString(folder().resolve("magpie.lock"), "1");
        Instance.here(1).write(folder());
        DataFolder.open(folder()).close();
    }

    @Test
    void ofANewerProgramIsLeftUntouched() throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("FORMAT"), "2\n");
        Files.writeString(folder().resolve("user.db"), "of the future");
        Map<String, String> before = contents();
        assertThatThrownBy(() -> DataFolder.open(folder()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("newer Magpie (format 2, this program knows 1)");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void withAVersionThatIsNoneIsLeftUntouched() throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("FORMAT"), "\0\0");
        Map<String, String> before = contents();
        assertThatThrownBy(() -> DataFolder.open(folder()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("does not hold a version");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void ofSomethingElseIsLeftUntouched() throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("thesis.tex"), "\\chapter{One}");
        Map<String, String> before = contents();
        assertThatThrownBy(() -> DataFolder.open(folder()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("not Magpie's");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void thatIsAFileIsRefused() throws IOException {
        Files.writeString(folder(), "a file");
        assertThatThrownBy(() -> DataFolder.open(folder()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aCorruptStoreStopsTheStart() throws IOException {
        DataFolder.open(folder()).close();
        String rubbish = "this is no database, however long it is".repeat(200);
        Files.writeString(folder().resolve("graph.db"), rubbish);
        Settings settings =
                Settings.of(Map.of("data", folder().toString(), "port", "0", "admin-port", "0", "roles", "all"));
        assertThatThrownBy(() -> Magpie.start(settings))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("graph.db is corrupt")
                .hasMessageContaining("Nothing was changed");
        assertThat(Files.readString(folder().resolve("graph.db"))).isEqualTo(rubbish);
        assertThat(List.of(DataFolder.open(folder()))).as("unlocked again").hasSize(1);
    }
}
