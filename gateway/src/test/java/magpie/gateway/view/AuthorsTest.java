package magpie.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import magpie.api.UserRefs;
import magpie.api.user.Profile;
import magpie.api.user.Profiles;
import magpie.api.user.Users;
import magpie.kit.contract.Contracts;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;

/** On a store where an account becomes visible after the list or event that names it. */
class AuthorsTest {
    private static final long ANA = Ids.floor(System.currentTimeMillis());

    private final Set<Long> rows = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable whileAsked = () -> {};

    private final Authors authors = new Authors(
            Contracts.proxy(Users.class, method -> request -> profiles((UserRefs) request)),
            new Unseen(),
            100,
            Duration.ofMinutes(10),
            new SimpleMeterRegistry());

    private Profiles profiles(UserRefs asks) {
        asked.incrementAndGet();
        List<Profile> found = Arrays.stream(asks.userIds())
                .filter(rows::contains)
                .mapToObj(id -> new Profile(id, "u" + id, "U" + id, "", null, null))
                .toList();
        whileAsked.run();
        return new Profiles(found);
    }

    private boolean isShown() {
        return authors.of(Set.of(ANA)).containsKey(ANA);
    }

    @Test
    void whoseRowComesAfterTheListIsShownWithinAMoment() {
        assertThat(isShown()).isFalse();
        rows.add(ANA);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isShown()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }

    @Test
    void whoIsNotThereIsNotAskedForAgainAndAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(isShown()).isFalse();
        }
        assertThat(asked.get()).isLessThan(1_000);
    }

    @Test
    void theirEventLiftsWhatWasNotThere() {
        assertThat(isShown()).isFalse();
        rows.add(ANA);
        authors.forget(ANA);
        assertThat(isShown()).isTrue();
    }

    @Test
    void anEventThatComesWhileTheStoreIsAskedDoesSoToo() {
        whileAsked = () -> {
            rows.add(ANA);
            authors.forget(ANA);
        };
        assertThat(isShown()).isFalse();
        assertThat(isShown()).isTrue();
    }
}
