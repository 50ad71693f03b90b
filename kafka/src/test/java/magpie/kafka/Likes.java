package magpie.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.api.post.InteractionEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;

/** A consumer that writes down what it is given: of each person the posts they liked. */
final class Likes implements Consumer {
    static final EventCodec CODEC = EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class);

    private final List<InteractionEvent.Liked> seen = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Event event, Ack ack) {
        seen.add((InteractionEvent.Liked) event.body());
        ack.done();
    }

    static long post(Event event) {
        return ((InteractionEvent.Liked) event.body()).postId();
    }

    int count() {
        return seen.size();
    }

    List<Long> of(long person) {
        return byPerson().getOrDefault(person, List.of());
    }

    Map<Long, List<Long>> byPerson() {
        Map<Long, List<Long>> posts = new HashMap<>();
        seen.forEach(like -> posts.computeIfAbsent(like.userId(), person -> new ArrayList<>())
                .add(like.postId()));
        return posts;
    }
}
