package magpie.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import magpie.kit.Sha256;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Lua functions that run in Redis, each atomically. Redis keeps and replicates them; a server that lacks them is given
 * them. Their names end with a digest of the code, so two versions of this program can coexist.
 *
 * <p>The code finds the local {@code suffix} and appends it to the names that it registers.
 */
public final class RedisLibrary {
    /** Redis runs nothing else during a function: this many keys take about a millisecond. */
    private static final int KEYS_AT_ONCE = 256;

    private final Redis redis;
    private final String suffix;
    private final String code;

    /** A library by name and code, loaded when it is first missing. */
    public RedisLibrary(Redis redis, String name, String code) {
        this.redis = redis;
        this.suffix = "_" + digest(code);
        this.code = "#!lua name=" + name + suffix + "\nlocal suffix = '" + suffix + "'\n" + code;
    }

    /** Calls a function on keys of one slot. */
    public Object call(String function, List<byte[]> keys, List<byte[]> arguments) {
        byte[] name = name(function);
        return loaded(() -> redis.call(client -> client.fcall(name, keys, arguments)));
    }

    /** Calls a function that returns a number on any keys, in pages and one round trip; returns the sum. */
    public long sum(String function, List<byte[]> keys, List<byte[]> arguments) {
        if (keys.isEmpty()) {
            return 0;
        }
        byte[] name = name(function);
        int page = redis.isCluster() ? 1 : KEYS_AT_ONCE;
        if (keys.size() <= page) {
            return (Long) call(function, keys, arguments);
        }
        return loaded(() -> redis.call(client -> pipelined(client, name, keys, page, arguments)));
    }

    private interface Attempt<T> {
        T run();
    }

    private <T> T loaded(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).contains("Function not found")) {
                throw e;
            }
        }
        redis.call(client -> {
            redis.onPrimaries(this::load);
            return true;
        });
        return attempt.run();
    }

    private void load(Connection connection) {
        try {
            connection.sendCommand(Protocol.Command.FUNCTION, "LOAD", code);
            connection.getOne();
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.contains("already exists") && !message.startsWith("READONLY")) {
                throw e; // another instance was faster, or this is a replica, which gets it from its primary
            }
        }
    }

    private static long pipelined(
            UnifiedJedis client, byte[] name, List<byte[]> keys, int page, List<byte[]> arguments) {
        try (ExecutorService perNode = Executors.newVirtualThreadPerTaskExecutor();
                AbstractPipeline pipeline = client instanceof RedisClusterClient cluster
                        ? cluster.pipelined(perNode)
                        : client.pipelined()) {
            List<Response<Object>> answers = new ArrayList<>(keys.size() / page + 1);
            for (int from = 0; from < keys.size(); from += page) {
                answers.add(pipeline.fcall(name, keys.subList(from, Math.min(keys.size(), from + page)), arguments));
            }
            pipeline.sync();
            return answers.stream().mapToLong(answer -> (Long) answer.get()).sum();
        }
    }

    private byte[] name(String function) {
        return (function + suffix).getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(String code) {
        return HexFormat.of().formatHex(Sha256.of(code.getBytes(StandardCharsets.UTF_8)), 0, 6);
    }
}
