package magpie.kit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed copy is detected. */
class FileSumTest {
    @TempDir
    private Path temporary;

    @Test
    void whatChangedIsSeen() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("copy"));
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(folder.resolve("a"), "abc");
        Files.writeString(folder.resolve("deep/er/b"), "喜鹊");
        assertThat(FileSum.all(folder)).extracting(FileSum::name).containsExactly("a", "deep/er/b");
        FileSum abc = FileSum.all(folder).getFirst();
        assertThat(abc.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(abc.isIn(folder)).isTrue();
        Files.writeString(folder.resolve("a"), "abd");
        assertThat(abc.isIn(folder)).isFalse();
        Files.delete(folder.resolve("a"));
        assertThat(abc.isIn(folder)).isFalse();
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsNone() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("copy"));
        Files.writeString(temporary.resolve("secret"), "abc");
        FileSum secret = FileSum.of(temporary, temporary.resolve("secret"));
        assertThat(secret.isIn(temporary)).isTrue();
        assertThat(new FileSum("../secret", secret.size(), secret.sha256()).isIn(folder))
                .isFalse();
        Path outside = temporary.resolve("secret").toAbsolutePath();
        assertThat(new FileSum(outside.toString(), secret.size(), secret.sha256()).isIn(folder))
                .isFalse();
    }

    @Test
    void aFolderGoesWithAllThatIsInIt() throws IOException {
        Path folder = temporary.resolve("gone");
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(folder.resolve("deep/er/b"), "b");
        Folders.remove(folder);
        assertThat(folder).doesNotExist();
        Folders.remove(folder);
        assertThat(temporary).exists();
    }
}
