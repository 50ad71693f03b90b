package magpie.gateway.web.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import magpie.kit.StartException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a folder, and what is refused. */
class PageFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void page() throws IOException {
        write("index.html", "<html lang=\"en\"><!--magpie:head--><!--magpie:body--></html>");
    }

    @Test
    void formsOfAFileAreNoFiles() throws IOException {
        write("assets/a.js", "1");
        write("assets/a.js.br", "2");
        write("assets/a.js.gz", "3");
        write("icons/deep/b.png.gz", "alone");
        write(".hidden/x", "x");
        PageFolder.Contents contents = PageFolder.read(folder);
        assertThat(contents.template()).isNotNull();
        assertThat(contents.files().keySet()).containsExactlyInAnyOrder("assets/a.js", "icons/deep/b.png.gz");
    }

    @Test
    void aFolderWithoutAPageIsNone() throws IOException {
        assertThat(PageFolder.read(null)).isSameAs(PageFolder.Contents.NONE);
        assertThat(PageFolder.read(folder.resolve("none"))).isSameAs(PageFolder.Contents.NONE);
        Files.delete(folder.resolve("index.html"));
        write("assets/a.js", "1");
        assertThat(PageFolder.read(folder)).isSameAs(PageFolder.Contents.NONE);
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
            large.setLength(PageFolder.MOST_BYTES);
        }
        assertThatThrownBy(() -> PageFolder.read(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("more than 8 MiB");
    }

    @Test
    void whatIsTooDeepIsRefused() throws IOException {
        write("a/b/c/d/e/f.txt", "deep");
        assertThatThrownBy(() -> PageFolder.read(folder)).isInstanceOf(StartException.class);
    }

    @Test
    void aLinkOutOfItIsRefusedAndOneWithinIsFollowed() throws IOException {
        write("assets/a.js", "1");
        Files.createSymbolicLink(folder.resolve("assets/b.js"), Path.of("a.js"));
        assertThat(PageFolder.read(folder).files()).containsKey("assets/b.js");
        Path secret = Files.createTempFile("magpie-secret", ".txt");
        Files.createSymbolicLink(folder.resolve("assets/c.js"), secret);
        assertThatThrownBy(() -> PageFolder.read(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("leads out of the folder");
        Files.delete(secret);
    }

    @Test
    void namesOfTheServersOwnAreRefused() throws IOException {
        write("v1/users", "no");
        assertThatThrownBy(() -> PageFolder.read(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("none of the server's own");
    }

    @Test
    void aPageThatIsNoTemplateIsRefused() throws IOException {
        write("index.html", "<html></html>");
        assertThatThrownBy(() -> PageFolder.read(folder)).isInstanceOf(StartException.class);
    }

    @Test
    void codingsAreReadAsTheyAreMeant() {
        assertThat(Codings.of(null)).isEqualTo(new Codings(0, 0, 1));
        assertThat(Codings.of("gzip, deflate, br, zstd")).isEqualTo(new Codings(1_000, 1_000, 1));
        assertThat(Codings.of("gzip;q=0, *")).isEqualTo(new Codings(1_000, 0, 1_000));
        assertThat(Codings.of("x-gzip;q=0.5, identity;q=0")).isEqualTo(new Codings(0, 500, 0));
        assertThat(Codings.of("")).isEqualTo(new Codings(0, 0, 1));
    }

    @Test
    void aTagIsFoundInAList() {
        String tag = EntityTags.of(new byte[] {1});
        assertThat(EntityTags.matches("\"x\", W/" + tag + " , \"y\"", tag)).isTrue();
        assertThat(EntityTags.matches(tag, "W/" + tag)).isTrue();
        assertThat(EntityTags.matches("*", tag)).isTrue();
        assertThat(EntityTags.matches("\"x\"", tag)).isFalse();
        assertThat(EntityTags.matches(tag.substring(1, tag.length() - 1), tag)).isFalse();
        assertThat(EntityTags.matches(null, tag)).isFalse();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
