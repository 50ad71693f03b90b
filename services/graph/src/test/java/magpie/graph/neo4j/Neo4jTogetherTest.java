package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.pair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.log.Batch;
import magpie.graph.GraphFixture;
import magpie.graph.neo4j.changes.ChangeRows;
import magpie.graph.neo4j.reads.BlockRows;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import magpie.kit.expiry.Expiry;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes on one server: concurrent changes end as if made one after the other. */
@Tag("engines")
final class Neo4jTogetherTest {
    private static final EventCodec CODEC = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int USERS = 12;
    private static final int CALLERS = 16;
    private static final int CHANGES = 60;

    private TestGraph one;
    private TestGraph other;

    @BeforeEach
    void open() {
        one = new TestGraph(7);
        other = new TestGraph(8);
        one.clear();
    }

    @AfterEach
    void close() {
        other.store(WIDE).close();
        other.database.close();
        one.close();
    }

    /** The first process has asked for its locks when its deadline passes, and gets them later. */
    @Test
    void whatWaitedForALockTooLongIsNotMade() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        Expiry soon = Expiry.NEVER.earlier(System.currentTimeMillis() + 500);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> second = threads.submit(() -> other.database.writeOnce(TIME, transaction -> {
                ChangeRows.lock(transaction, Set.of(1L, 2L));
                locked.countDown();
                while (!soon.isOver()) {
                    Thread.onSpinWait();
                }
                transaction.commit();
                return true;
            }));
            locked.await();
            assertThatThrownBy(() -> soon.during(() -> one.store(WIDE).block(pair(1, 2))))
                    .hasMessage(Expiry.tooLate().safeMessage());
            assertThat(second.get()).isTrue();
            assertThat(GraphFixture.relationship(one.store(WIDE), 1, 2)).isEqualTo(Relationship.NONE);
        }
    }

    @Test
    void countsEventsAndListsAgreeWithTheRows() throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                GraphStore store = (caller % 2 == 0 ? one : other).store(WIDE);
                Random random = new Random(caller);
                callers.add(threads.submit(() -> change(store, random)));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        GraphStore store = one.store(WIDE);
        assertThat(store.recount(new RecountChunk(0, Limits.BATCH)).mended()).isZero();
        Map<Relation, Set<Pair>> told = replayed();
        for (long user = 1; user <= USERS; user++) {
            for (Relation relation : List.of(Relation.FOLLOWING, Relation.BLOCKS, Relation.MUTES)) {
                assertThat(store.page(relation, first(user, 100)).userIds())
                        .as(relation + " of " + user)
                        .containsExactlyInAnyOrder(targets(told.get(relation), user));
            }
            UserPage followers = store.page(Relation.FOLLOWERS, first(user, 100));
            assertThat(Arrays.stream(followers.keys()).boxed().toList()).doesNotHaveDuplicates();
            assertThat(store.counts(user).followers()).containsExactly(followers.userIds().length);
        }
    }

    @Test
    void aBlockIsKnownToTheOtherWithinASecond() throws InterruptedException {
        GraphStore near = one.store(WIDE);
        GraphStore far = other.store(WIDE);
        assertThat(far.blocking(new RelationshipQuery(2, 1)).blockedBy(0)).isFalse();
        assertThat(near.blocking(new RelationshipQuery(2, 1)).blockedBy(0)).isFalse();
        near.block(pair(1, 2));
        assertThat(near.blocking(new RelationshipQuery(2, 1)).blockedBy(0)).isTrue();
        long end = System.nanoTime() + BlockRows.LONGEST.plusSeconds(10).toNanos();
        while (!far.blocking(new RelationshipQuery(2, 1)).blockedBy(0)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void bothMakeUsersThatWereNotThere() throws ExecutionException, InterruptedException {
        AtomicInteger made = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TestGraph graph : List.of(one, other)) {
                for (long batch = 0; batch < 5; batch++) {
                    List<Pair> pairs = LongStream.range(batch * 20, batch * 20 + 20)
                            .mapToObj(i -> pair(100 + i, 300 - i))
                            .toList();
                    callers.add(threads.submit(
                            () -> made.addAndGet(graph.store(WIDE).follows(pairs))));
                }
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(made).hasValue(100);
    }

    private static void change(GraphStore store, Random random) {
        for (int i = 0; i < CHANGES; i++) {
            long actor = 1L + random.nextInt(USERS);
            long target = 1L + (actor + random.nextInt(USERS - 1)) % USERS;
            Pair pair = pair(actor, target);
            try {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> store.follow(pair);
                    case 3, 4 -> store.unfollow(pair);
                    case 5 -> store.block(pair);
                    case 6 -> store.unblock(pair);
                    default -> store.mute(pair);
                }
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(Code.NOT_FOUND); // under a block
            }
        }
    }

    /** What the events leave of each relation, in outbox order. */
    private Map<Relation, Set<Pair>> replayed() {
        Set<Pair> follows = new HashSet<>();
        Set<Pair> blocks = new HashSet<>();
        Set<Pair> mutes = new HashSet<>();
        for (Outbox.Row row : one.outbox.pending(10_000)) {
            switch ((GraphEvent) CODEC.read(new Batch.Entry(row.id(), row.key(), row.at(), row.type(), row.body()))
                    .body()) {
                case GraphEvent.Followed e ->
                    assertThat(follows.add(pair(e.followerId(), e.followeeId())))
                            .isTrue();
                case GraphEvent.Unfollowed e ->
                    assertThat(follows.remove(pair(e.followerId(), e.followeeId())))
                            .isTrue();
                case GraphEvent.Blocked e -> {
                    assertThat(blocks.add(pair(e.blockerId(), e.blockedId()))).isTrue();
                    follows.remove(pair(e.blockerId(), e.blockedId()));
                    follows.remove(pair(e.blockedId(), e.blockerId()));
                }
                case GraphEvent.Unblocked e ->
                    assertThat(blocks.remove(pair(e.blockerId(), e.blockedId())))
                            .isTrue();
                case GraphEvent.Muted e ->
                    assertThat(mutes.add(pair(e.muterId(), e.mutedId()))).isTrue();
                case GraphEvent.Unmuted e ->
                    assertThat(mutes.remove(pair(e.muterId(), e.mutedId()))).isTrue();
                case GraphEvent.CelebrityChanged e -> assertThat(e.since()).isPositive();
            }
        }
        Map<Relation, Set<Pair>> all = new HashMap<>();
        all.put(Relation.FOLLOWING, follows);
        all.put(Relation.BLOCKS, blocks);
        all.put(Relation.MUTES, mutes);
        return all;
    }

    private static long[] targets(Set<Pair> pairs, long actor) {
        return pairs.stream()
                .filter(pair -> pair.actorId() == actor)
                .mapToLong(Pair::targetId)
                .toArray();
    }
}
