package magpie.engines.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.kit.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
    @Test
    void rolesAreAloneUnlessSaidOtherwise() {
        Grouping alone = Grouping.of(List.of());
        assertThat(alone.groups())
                .containsExactly(
                        List.of("user"), List.of("graph"), List.of("post"), List.of("feed"), List.of("gateway"));
        assertThat(alone.groups()).extracting(alone::turn).containsExactly(0, 0, 0, 1, 2);
    }

    @Test
    void rolesThatShareAProcessDoNotCallEachOther() {
        Grouping some = Grouping.of(List.of("gateway+feed+post"));
        List<String> group = List.of("post", "feed", "gateway");
        assertThat(some.groups()).containsExactly(List.of("user"), List.of("graph"), group);
        assertThat(some.callees(group)).containsExactly("graph", "user");
        assertThat(some.with("feed")).isEqualTo(group);
        assertThat(some.turn(group)).isOne();
    }

    @Test
    void eachStartsAfterThoseItCalls() {
        Grouping some = Grouping.of(List.of("user+gateway", "graph+post"));
        assertThat(some.groups())
                .containsExactly(List.of("graph", "post"), List.of("feed"), List.of("user", "gateway"));
        assertThat(some.groups()).extracting(some::turn).containsExactly(0, 1, 2);
        assertThat(some.callees(List.of("feed"))).containsExactly("graph", "post", "user");
    }

    @Test
    void allInOneCallNobody() {
        Grouping all = Grouping.of(List.of("user+graph+post+feed+gateway"));
        assertThat(all.groups()).hasSize(1);
        assertThat(all.callees(all.groups().getFirst())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post+gateway", "graph+gateway", "post+post", "post+fed", "post+", "+"})
    void whatCannotBeIsRefused(String together) {
        assertThatThrownBy(() -> Grouping.of(List.of(together)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes()).singleElement().asString().contains(together, "expected: "));
    }
}
