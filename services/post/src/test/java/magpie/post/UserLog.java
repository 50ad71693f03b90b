package magpie.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.Empty;
import magpie.api.log.Batch;
import magpie.api.log.Ends;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.kit.json.Json;
import magpie.kit.roles.Peers;

/** The topic {@code users} in memory, as the user service would provide it. */
final class UserLog implements Topics, Peers {
    private final List<Batch.Entry> entries = new ArrayList<>();

    synchronized void add(UserEvent event) {
        entries.add(new Batch.Entry(
                entries.size() + 1,
                event.userId(),
                0,
                event.getClass().getSimpleName(),
                Json.MAPPER.writeValueAsString(event)));
        notifyAll();
    }

    @Override
    public synchronized Batch read(Read request) {
        long deadline = System.nanoTime() + request.waitMillis() * 1_000_000L;
        try {
            while (entries.size() <= request.after() && System.nanoTime() < deadline) {
                wait(1 + (deadline - System.nanoTime()) / 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Batch(
                entries.stream().skip(request.after()).limit(request.max()).toList());
    }

    @Override
    public synchronized Ends ends(Empty request) {
        return new Ends(Map.of(UserEvent.TOPIC, (long) entries.size()));
    }

    @Override
    public <T> T of(Class<T> contract) {
        throw new IllegalStateException("contract: " + contract + " (expected: none, the post service calls nobody)");
    }

    @Override
    public Topics topics(String topic) {
        return this;
    }
}
