package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import magpie.api.ServiceException;
import magpie.api.user.Suspended;
import magpie.api.user.SuspendedAfter;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnseenTest {
    private final Unseen unseen = new Unseen();

    private long at;

    @AfterEach
    void close() {
        unseen.close();
    }

    /** Events in sequence, as in the topic. */
    private void hear(UserEvent event) {
        unseen.heard(event, at++);
    }

    @Test
    void whatIsToldAgainFromFurtherBackUndoesNothing() {
        UserEvent suspended = new UserEvent.Suspended(1);
        UserEvent restored = new UserEvent.Restored(1);
        unseen.heard(suspended, 100_000);
        unseen.heard(restored, 200_000);
        unseen.heard(suspended, 100_000);
        assertThat(unseen.contains(1)).isFalse();
        unseen.heard(restored, 200_000);
        unseen.heard(suspended, 300_000);
        unseen.heard(restored, 200_000);
        assertThat(unseen.contains(1)).isTrue();
        unseen.heard(new UserEvent.Deleted(1), 400_000);
        unseen.heard(restored, 500_000);
        assertThat(unseen.contains(1)).isTrue();
    }

    @Test
    void whoIsRestoredByAProcessWhoseClockIsBehindIsSeen() {
        unseen.heard(new UserEvent.Suspended(1), 100_000);
        unseen.heard(new UserEvent.Restored(1), 97_000);
        assertThat(unseen.contains(1)).isFalse();
    }

    @Test
    void whoIsSuspendedIsUnseenUntilRestoredAndWhoIsDeletedForGood() {
        hear(new UserEvent.Suspended(1));
        hear(new UserEvent.Suspended(1));
        hear(new UserEvent.Deleted(2));
        assertThat(unseen.contains(1)).isTrue();
        assertThat(unseen.isGone(1)).isFalse();
        assertThat(unseen.isGone(2)).isTrue();
        hear(new UserEvent.Restored(1));
        hear(new UserEvent.Restored(2));
        assertThat(unseen.contains(1)).isFalse();
        assertThat(unseen.contains(2)).isTrue();
        assertThat(unseen.contains(0)).isFalse();
        assertThat(unseen.contains(3)).isFalse();
    }

    @Test
    void manyAreFoundAndTheOthersAreNot() {
        LongStream.rangeClosed(1, 5_000).forEach(id -> hear(new UserEvent.Suspended(id << 22)));
        LongStream.rangeClosed(1, 2_500).forEach(id -> hear(new UserEvent.Restored(id << 22)));
        assertThat(LongStream.rangeClosed(1, 10_000)
                        .filter(id -> unseen.contains(id << 22))
                        .toArray())
                .containsExactly(LongStream.rangeClosed(2_501, 5_000).toArray());
    }

    @Test
    void ofDeletedAccountsTheLastAreKnown() {
        LongStream.rangeClosed(1, 100_000).forEach(id -> hear(new UserEvent.Deleted(id)));
        assertThat(LongStream.rangeClosed(80_001, 100_000).allMatch(unseen::isGone))
                .isTrue();
        assertThat(LongStream.rangeClosed(1, 50_000).noneMatch(unseen::isGone)).isTrue();
    }

    @Test
    void whatIsToldWhileThoseFromBeforeAreLoadedCountsMore() {
        unseen.load(users(request -> {
            hear(new UserEvent.Restored(1)); // after the store was read
            hear(new UserEvent.Suspended(4));
            return request.after() == 0 ? new Suspended(new long[] {1, 2}, 10) : new Suspended(new long[] {3}, 0);
        }));
        assertThat(LongStream.rangeClosed(1, 5).filter(unseen::contains).toArray())
                .containsExactly(2, 3, 4);
    }

    @Test
    void whoCannotBeLoadedAtOnceIsLoadedLater() {
        AtomicInteger asked = new AtomicInteger();
        unseen.load(users(request -> {
            if (asked.incrementAndGet() < 3) {
                throw ServiceException.unavailable("It is away.", null);
            }
            return new Suspended(new long[] {7}, 0);
        }));
        assertThat(unseen.contains(7)).isFalse();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!unseen.contains(7)) {
            assertThat(System.nanoTime()).as("loaded in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private interface Answer {
        Suspended to(SuspendedAfter request);
    }

    private static Users users(Answer answer) {
        Call call = request -> answer.to((SuspendedAfter) request);
        return Contracts.proxy(Users.class, method -> call);
    }
}
