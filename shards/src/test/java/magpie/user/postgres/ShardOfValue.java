package magpie.user.postgres;

import java.util.Collection;
import java.util.List;
import org.apache.shardingsphere.sharding.api.sharding.standard.PreciseShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.RangeShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.StandardShardingAlgorithm;

/** Shards rows by a hash of their column: an id, a name. Java guarantees both hashes forever. */
public final class ShardOfValue implements StandardShardingAlgorithm<Comparable<?>> {
    @Override
    public String doSharding(Collection<String> shards, PreciseShardingValue<Comparable<?>> value) {
        return shard(value.getValue(), shards);
    }

    /** Nothing here queries a range; a range would go to all. */
    @Override
    public Collection<String> doSharding(Collection<String> shards, RangeShardingValue<Comparable<?>> range) {
        return shards;
    }

    static String shard(Comparable<?> value, Collection<String> shards) {
        return name(Math.floorMod(value.hashCode(), shards.size()));
    }

    static String name(int shard) {
        return "shard_" + shard;
    }

    /** The names of all shards. */
    static List<String> names() {
        return List.of(name(0), name(1));
    }
}
