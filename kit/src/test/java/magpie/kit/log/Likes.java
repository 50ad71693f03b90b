package magpie.kit.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.api.post.InteractionEvent;

/** A consumer that records the posts each person liked. */
public final class Likes implements Consumer {
    public static final EventCodec CODEC = EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class);

    private final List<InteractionEvent.Liked> seen = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Event event, Ack ack) {
        seen.add((InteractionEvent.Liked) event.body());
        ack.done();
    }

    public static long post(Event event) {
        return ((InteractionEvent.Liked) event.body()).postId();
    }

    public int count() {
        return seen.size();
    }

    public List<Long> of(long person) {
        return byPerson().getOrDefault(person, List.of());
    }

    public Map<Long, List<Long>> byPerson() {
        Map<Long, List<Long>> posts = new HashMap<>();
        seen.forEach(like -> posts.computeIfAbsent(like.userId(), person -> new ArrayList<>())
                .add(like.postId()));
        return posts;
    }
}
