package magpie.user.postgres;

import java.util.Collection;
import java.util.function.Supplier;
import org.apache.shardingsphere.infra.hint.HintManager;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingValue;

/** Routes rows without a user column: the writer says whose they are. */
public final class ShardOfUser implements HintShardingAlgorithm<Long> {
    private static final String TABLE = "spent_token";

    /** Runs something that writes such rows for one user. */
    static <T> T of(long userId, Supplier<T> work) {
        try (HintManager hint = HintManager.getInstance()) {
            hint.addDatabaseShardingValue(TABLE, userId);
            return work.get();
        }
    }

    @Override
    public Collection<String> doSharding(Collection<String> shards, HintShardingValue<Long> users) {
        return users.getValues().stream()
                .map(user -> ShardOfValue.shard(user, shards))
                .distinct()
                .toList();
    }
}
