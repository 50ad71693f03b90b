package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.client.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that forbids running anything from its temporary folder, as hardened ones do. */
@Timeout(300)
class NoExecTest {
    @TempDir
    Path folder;

    private ServerProcess spawn(Path temporary, Path data) throws IOException {
        List<String> command = new ArrayList<>(RealInstance.command());
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        return ServerProcess.spawn(
                command, data, List.of("--port", "0", "--admin-port", "0", "--limits", "off"), Map.of());
    }

    @Test
    void itRunsFromTheDataFolderThen() throws IOException {
        try (SmallDisk temporary = SmallDisk.mount(folder.resolve("tmp"), 64, "noexec");
                ServerProcess instance = spawn(folder.resolve("tmp"), folder.resolve("data"))) {
            assertThat(temporary).isNotNull();
            instance.awaitReady();
        }
    }

    @Test
    void itCompressesByGzipThen() throws Exception {
        try (SmallDisk temporary = SmallDisk.mount(folder.resolve("tmp"), 64, "noexec");
                ServerProcess instance = spawn(folder.resolve("tmp"), folder.resolve("data"))) {
            assertThat(temporary).isNotNull();
            instance.awaitReady();
            assertThat(coding(instance)).isEqualTo("gzip");
            instance.awaitOutput("-DZstdTempFolder=FOLDER");
            assertThat(coding(instance)).isEqualTo("gzip");
        }
    }

    private static String coding(ServerProcess instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance.url() + "/openapi.yaml"))
                .header("Accept-Encoding", "gzip, deflate, br, zstd")
                .build();
        HttpResponse<Void> answer = instance.http().send(request, HttpResponse.BodyHandlers.discarding());
        return answer.headers().firstValue("Content-Encoding").orElse("none");
    }

    @Test
    void itSaysWhatIsWrongWhereNeitherWillDo() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64, "noexec");
                ServerProcess instance = spawn(folder.resolve("disk"), folder.resolve("disk/data"))) {
            assertThat(disk).isNotNull();
            ServerProcess.Ended ended = instance.awaitEnd(180);
            assertThat(ended.output())
                    .contains("mounted noexec", "Nothing is wrong with the data", "-Dorg.sqlite.tmpdir=FOLDER")
                    .doesNotContain("corrupt", "cannot be opened");
        }
    }
}
