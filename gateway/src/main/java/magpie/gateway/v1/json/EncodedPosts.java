package magpie.gateway.v1.json;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import magpie.api.post.PostFacts;
import magpie.gateway.json.JsonBytes;

/**
 * Caches the immutable part of posts in the public Post shape, encoded once: {@code "id":…,"text":…,"createdAt":…,
 * "replyToId":…,"media":[],"tags":[…]}, without braces. Nobody asks for a deleted post, so nothing needs invalidation.
 *
 * <p>A page looks up twenty posts, so what counts is how often memory is waited for. An entry is one array, with the
 * post's id before its members, in one of two neighbouring slots: a hit touches the slot and what it copies anyway. A
 * post whose slots are taken replaces one of them.
 */
public final class EncodedPosts {
    private static final VarHandle ID = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final AtomicReferenceArray<byte[]> slots;
    private final int shift;
    private final LongAdder size = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /** Caches about {@code size} posts: twice as many slots, so that few share one. */
    public EncodedPosts(int size, MeterRegistry meters) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, 2 * size - 1));
        this.slots = new AtomicReferenceArray<>(1 << bits);
        this.shift = Long.SIZE - bits;
        Gauge.builder("cache.size", this.size, LongAdder::sum)
                .tag("cache", "encoded-posts")
                .register(meters);
        FunctionCounter.builder("cache.evictions", evictions, LongAdder::sum)
                .tag("cache", "encoded-posts")
                .register(meters);
    }

    /** Writes the members of a post. */
    void write(JsonBytes out, PostFacts post) {
        byte[] entry = entry(post);
        out.raw(entry, Long.BYTES, entry.length - Long.BYTES);
    }

    /** The members of a post behind eight bytes; not to be modified. */
    byte[] entry(PostFacts post) {
        int slot = (int) ((post.id() * MIX) >>> shift);
        byte[] first = slots.getAcquire(slot);
        if (first != null && isOf(post, first)) {
            return first;
        }
        byte[] second = slots.getAcquire(slot ^ 1);
        if (second != null && isOf(post, second)) {
            return second;
        }
        byte[] entry = encode(post, Long.BYTES);
        ID.set(entry, 0, post.id());
        if (post.small()) {
            keep(entry, first != null && second == null ? slot ^ 1 : slot);
        }
        return entry;
    }

    private static boolean isOf(PostFacts post, byte[] entry) {
        return (long) ID.get(entry, 0) == post.id();
    }

    private void keep(byte[] entry, int slot) {
        (slots.getAndSet(slot, entry) == null ? size : evictions).increment();
    }

    /** Encodes the members of a post without caching them. */
    public static byte[] encode(PostFacts post) {
        return encode(post, 0);
    }

    private static byte[] encode(PostFacts post, int before) {
        JsonBytes out = new JsonBytes(post.bytes());
        out.name("id").id(post.id());
        out.name("text").text(post.text());
        out.name("createdAt").time(post.createdAt());
        out.name("replyToId").id(post.replyToId());
        out.name("media").openList().closeList();
        out.name("tags").openList();
        post.tags().forEach(out::text);
        return out.closeList().toBytes(before);
    }
}
