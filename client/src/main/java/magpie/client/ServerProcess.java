package magpie.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs a server with every role as a child process, for tests of a program that talks to it. It ends when it is closed,
 * and with this JVM at the latest. Its output comes through a pipe, because a log file would fail together with the
 * disk.
 */
public final class ServerProcess implements Network, AutoCloseable {
    private static final long START_SECONDS = 180;
    private static final long STOP_SECONDS = 60;
    private static final Pattern API = Pattern.compile(" +API +http://[^:]+:([0-9]+)/v1");

    private final Path data;
    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread listener;
    private final Thread hook;

    /** How a process ended, and all its output. */
    public record Ended(int code, String output) {}

    private ServerProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
        this.listener = Thread.ofPlatform().daemon().name("output").start(this::listen);
        this.hook = new Thread(process.toHandle()::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it and does not wait.
     *
     * @param command what starts the program, such as {@code ./magpie up}, without flags
     * @param data its data folder
     * @param flags the rest of its flags
     * @param environment variables besides this process's own
     */
    public static ServerProcess spawn(
            List<String> command, Path data, List<String> flags, Map<String, String> environment) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--data", data.toString()));
        all.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ServerProcess(data, builder.start());
    }

    /** Waits until it takes requests; fails with its output if it does not. */
    public ServerProcess awaitReady() {
        try {
            url.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("it did not start (" + e + "):\n" + output(), e);
        }
        int status = send("GET", url() + "/health/ready", "").statusCode();
        if (status != 200) {
            throw new IllegalStateException("it says that it started, and its readiness is " + status);
        }
        return this;
    }

    @Override
    public String url() {
        return url.join();
    }

    @Override
    public HttpClient http() {
        return http;
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All its output so far. */
    public String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** Accounts with these names, made if they do not exist, without the cost of hashing a password for each. */
    public List<Person> provision(List<String> usernames) {
        String body = Json.MAPPER.writeValueAsString(Map.of("usernames", usernames, "password", Person.PASSWORD));
        List<Person> people = new ArrayList<>();
        for (JsonNode account : Json.MAPPER.readTree(admin("provision", body)).path("accounts")) {
            people.add(Person.known(
                    this,
                    account.path("username").asString(),
                    account.path("id").asString(),
                    account.path("accessToken").asString()));
        }
        return people;
    }

    /** Waits until all effects of what was acknowledged so far are visible. */
    public void settle() {
        admin("settle", "");
    }

    /** Kills it as a power failure would: none of its code runs any more. */
    public void kill9() {
        process.toHandle().destroyForcibly();
        awaitEnd(STOP_SECONDS);
    }

    /** Asks it to stop and waits until it has. */
    public Ended stop() {
        terminate();
        return awaitEnd(STOP_SECONDS);
    }

    /** Asks it to stop. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy() would close the pipe as well
    }

    /** Waits for some text in its output. */
    public void awaitOutput(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        synchronized (output) {
            while (output.stream().noneMatch(line -> line.contains(text))) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException("it never said " + text + ":\n" + output());
                }
                output.wait(left);
            }
        }
    }

    /** Waits for it to end, for a reason caused elsewhere. */
    public Ended awaitEnd(long seconds) {
        if (!Waits.of(() -> process.waitFor(seconds, TimeUnit.SECONDS) && listener.join(Duration.ofSeconds(10)))) {
            throw new IllegalStateException("it did not end within " + seconds + " s:\n" + output());
        }
        return new Ended(process.exitValue(), output());
    }

    @Override
    public void close() {
        kill9();
        http.close();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** The health that the admin port reports. */
    public JsonNode health() {
        return Json.MAPPER.readTree(
                send("GET", adminUrl() + "/health/ready", "").body());
    }

    private String admin(String command, String body) {
        HttpResponse<String> answer = send("POST", adminUrl() + "/admin/" + command, body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(command + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String adminUrl() {
        return "http://127.0.0.1:" + announced().path("port").asInt();
    }

    /** What it wrote for the operator's commands. */
    private JsonNode announced() {
        try {
            return Json.MAPPER.readTree(Files.readString(data.resolve("admin.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String method, String address, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + announced().path("token").asString())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return Waits.of(() -> http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader()) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            hear("(its output broke off: " + e + ")");
        }
        url.completeExceptionally(new IllegalStateException("it ended"));
    }

    private void hear(String line) {
        synchronized (output) {
            output.add(line);
            output.notifyAll();
        }
        Matcher api = API.matcher(line);
        if (api.matches()) {
            url.complete("http://127.0.0.1:" + api.group(1));
        }
    }
}
