package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import magpie.api.post.Reactions.Marks;
import magpie.post.cassandra.Heads.Head;

/**
 * Counts and a viewer's own deeds, for every read of a feed. Counts are remembered for a moment ({@link Heads}); deeds
 * are read each time, so that people see what they just did, one read for all posts of the same six days.
 */
final class Marking {
    private static final int POSTS_OF_A_READ = 100;

    private final Stock stock;
    private final DeedRows deeds;
    private final PreparedStatement posts;

    private record Question(int period, List<Long> postIds) {}

    Marking(Stock stock, DeedRows deeds) {
        this.stock = stock;
        this.deeds = deeds;
        this.posts = stock.engine().prepare("SELECT posts FROM user_lists WHERE subject = ? LIMIT 1");
    }

    Marks marks(long viewerId, long[] postIds) {
        int size = postIds.length;
        Marks marks = new Marks(new int[size], new int[size], new int[size], new byte[size]);
        if (size == 0) {
            return marks;
        }
        Future<Map<Long, Byte>> flags = stock.engine().beside(() -> flags(viewerId, postIds));
        Map<Long, Head> heads = stock.heads().recent(postIds);
        Map<Long, Byte> known = Engine.get(flags);
        for (int i = 0; i < size; i++) {
            Head head = heads.get(postIds[i]);
            if (head == null || !head.stands()) {
                marks.flags()[i] = Marks.GONE;
                continue;
            }
            marks.likes()[i] = head.likes();
            marks.reposts()[i] = head.reposts();
            marks.replies()[i] = head.replies();
            marks.flags()[i] = known.getOrDefault(postIds[i], (byte) 0);
        }
        return marks;
    }

    private Map<Long, Byte> flags(long viewerId, long[] postIds) {
        Map<Long, Byte> flags = new HashMap<>();
        if (viewerId != 0) {
            for (List<Row> rows : stock.engine()
                    .each(questions(postIds), question -> deeds.page(viewerId, question.period, question.postIds))) {
                rows.forEach(row -> flags.put(row.getLong("post_id"), flags(row)));
            }
        }
        return flags;
    }

    private static byte flags(Row row) {
        return (byte)
                ((row.getLong("liked") == 0 ? 0 : Marks.LIKED) | (row.getLong("reposted") == 0 ? 0 : Marks.REPOSTED));
    }

    private static List<Question> questions(long[] postIds) {
        List<Question> questions = new ArrayList<>();
        Arrays.stream(postIds)
                .distinct()
                .boxed()
                .collect(Collectors.groupingBy(DeedRows::period))
                .forEach((period, ids) -> {
                    for (int from = 0; from < ids.size(); from += POSTS_OF_A_READ) {
                        questions.add(
                                new Question(period, ids.subList(from, Math.min(ids.size(), from + POSTS_OF_A_READ))));
                    }
                });
        return questions;
    }

    int[] posts(long[] userIds) {
        return stock.engine().each(Arrays.stream(userIds).boxed().toList(), this::posts).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int posts(long userId) {
        Row row = stock.engine().one(Engine.bind(posts, userId));
        return row == null ? 0 : row.getInt("posts");
    }
}
