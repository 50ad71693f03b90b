package magpie.kit.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx--x--x"})
    void aFileOfItsOwnerIsTaken(String mode) {
        assertThatCode(() -> PrivateFiles.refuseIfOpenToOthers(file(mode))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw-rw-rw-"})
    void aFileThatOthersMayReadOrChangeIsRefused(String mode) {
        assertThatThrownBy(() -> PrivateFiles.refuseIfOpenToOthers(file(mode))).hasMessageContaining("chmod 600");
    }

    /** As a container is given its secrets: root's, and readable by the group of the process. */
    @Test
    void theGroupMayReadAFileOfSomebodyElse() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        assertThatCode(() -> PrivateFiles.refuseIfOpenToOthers(ofNobody("r--r-----")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PrivateFiles.refuseIfOpenToOthers(ofNobody("rw-rw----")))
                .hasMessageContaining("chmod 640");
        assertThatThrownBy(() -> PrivateFiles.refuseIfOpenToOthers(ofNobody("r--r--r--")))
                .hasMessageContaining("chmod 640");
    }

    private Path file(String mode) throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "s3cret");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path ofNobody(String mode) throws IOException {
        Path file = file(mode);
        return Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
}
