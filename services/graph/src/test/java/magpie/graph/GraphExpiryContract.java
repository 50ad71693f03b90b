package magpie.graph;

import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Function;
import magpie.api.ServiceException;
import magpie.api.graph.GraphEvent.Blocked;
import magpie.api.graph.GraphEvent.Followed;
import magpie.api.graph.GraphEvent.Muted;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.graph.store.GraphStore;
import magpie.kit.expiry.Expiry;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} must do with changes that arrive after their deadline. */
public interface GraphExpiryContract extends GraphFixture {
    @Test
    default void noChangeIsMadeThatComesTooLate() {
        GraphStore store = store(SMALL);
        List<Function<Pair, Relationship>> begins = List.of(store::follow, store::mute, store::block);
        List<Function<Pair, Relationship>> ends = List.of(store::unfollow, store::unmute, store::unblock);
        for (int i = 0; i < begins.size(); i++) {
            Pair pair = pair(1, i + 2);
            assertTooLate(begins.get(i), pair);
            assertThat(relationship(store, 1, i + 2)).isEqualTo(Relationship.NONE);

            Relationship made = begins.get(i).apply(pair);
            assertThat(made).isNotEqualTo(Relationship.NONE);
            assertTooLate(ends.get(i), pair);
            assertThat(relationship(store, 1, i + 2)).isEqualTo(made);
        }
        assertTooLate(pair -> store.follows(List.of(pair)), pair(1, 5));
        assertThat(events()).containsExactly(new Followed(1, 2, 0), new Muted(1, 3, 0), new Blocked(1, 4, 0));
    }

    private static void assertTooLate(Function<Pair, ?> change, Pair pair) {
        ServiceException e = catchThrowableOfType(
                ServiceException.class, () -> Expiry.OVER.during(() -> List.of(change.apply(pair))));
        assertThat(e.safeMessage()).isEqualTo(Expiry.tooLate().safeMessage());
    }
}
