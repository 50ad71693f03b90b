package magpie.chaos.audit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.app.Magpie;
import magpie.app.node.Node;
import magpie.client.Network;
import magpie.client.Person;
import magpie.kit.config.Settings;
import magpie.kit.files.Folders;

/** A real network in this JVM: one process with every role. */
final class OneProcess implements Network, AutoCloseable {
    private final Path folder;
    private final Node node;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();

    OneProcess() throws IOException {
        this.folder = Files.createTempDirectory("magpie-audit");
        this.node = Magpie.start(Settings.of(
                Map.of("data", folder.resolve("data").toString(), "port", "0", "admin-port", "0", "limits", "off")));
    }

    /** Registers a new person; the name gets a number. */
    Person person(String name) {
        return Person.register(this, name + "_" + names.incrementAndGet());
    }

    /** Waits until all effects of what was acknowledged so far are visible. */
    void settle() {
        node.settle();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + node.port();
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public void close() throws IOException {
        http.close();
        node.close();
        Folders.remove(folder);
    }
}
