package magpie.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import magpie.app.data.Instance;
import magpie.kit.StartException;
import magpie.kit.json.Json;

/** Sends commands to a running instance. */
final class AdminClient {
    private AdminClient() {}

    /** An instance's answer. */
    record Reply(int status, String text) {}

    /**
     * Sends a command to an instance. Empty if it is gone: the process that wrote the file was killed, and its port is
     * closed or belongs to a process that does not know its token.
     */
    static Optional<Reply> ask(Instance instance, String command, List<String> arguments) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + instance.port() + "/admin/" + command))
                .header("Authorization", "Bearer " + instance.token())
                .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(arguments)))
                .build();
        try (HttpClient client = client()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 401
                    ? Optional.empty()
                    : Optional.of(new Reply(response.statusCode(), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The wait for the instance was interrupted.", e);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }
}
