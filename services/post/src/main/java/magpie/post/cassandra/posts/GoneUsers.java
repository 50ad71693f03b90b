package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/** Deleted accounts, and how far the removal of what they made has come. */
public final class GoneUsers {
    private final Engine engine;
    private final PreparedStatement add;
    private final PreparedStatement find;
    private final PreparedStatement mark;

    /** The ids below which activities and likes may be left. */
    public record DeletionProgress(long activities, long likes) {
        public static final DeletionProgress ALL = new DeletionProgress(Limits.NEWEST, Limits.NEWEST);
    }

    public GoneUsers(Engine engine) {
        this.engine = engine;
        this.add = engine.prepare("INSERT INTO gone_users (user_id) VALUES (?)");
        this.find = engine.prepare("SELECT activities_below, likes_below FROM gone_users WHERE user_id = ?");
        this.mark = engine.prepare("UPDATE gone_users SET activities_below = ?, likes_below = ? WHERE user_id = ?");
    }

    public void add(long userId) {
        engine.write(List.of(Engine.bind(add, userId)));
    }

    public boolean contains(long userId) {
        return find(userId) != null;
    }

    /**
     * Refuses deleted accounts: the first and the last step of every write in somebody's name. The account is refused
     * before its rows are looked for, so either the write sees the refusal or the removal sees the write.
     */
    public void check(long userId) {
        if (contains(userId)) {
            throw ServiceException.notFound("account");
        }
    }

    public DeletionProgress progress(long userId) {
        Row row = find(userId);
        return row == null || row.isNull("activities_below")
                ? DeletionProgress.ALL
                : new DeletionProgress(row.getLong("activities_below"), row.getLong("likes_below"));
    }

    public void save(long userId, DeletionProgress progress) {
        engine.write(List.of(Engine.bind(mark, progress.activities, progress.likes, userId)));
    }

    private @Nullable Row find(long userId) {
        return engine.one(Engine.bind(find, userId));
    }
}
