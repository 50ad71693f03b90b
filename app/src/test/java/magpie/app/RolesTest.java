package magpie.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import magpie.api.Idempotent;
import magpie.api.Once;
import magpie.api.ReadOnly;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Topics;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.config.Setting;
import magpie.kit.contract.Contracts;
import org.junit.jupiter.api.Test;

class RolesTest {
    private record Nothing() {}

    private static Role<?> role(String name, String... needs) {
        return new Role<>(
                name,
                Nothing.class,
                List.of(),
                List.of(),
                List.of(needs),
                List.of(),
                false,
                Role.NOTHING_KEPT,
                (config, place) -> {
                    throw new AssertionError("not to be started");
                });
    }

    @Test
    void everyNeedIsARole() {
        Roles.ALL.forEach(role -> assertThat(Roles.names()).as(role.name()).containsAll(role.needs()));
    }

    @Test
    void everyRoleComesAfterThoseItNeeds() {
        Set<String> started = new HashSet<>();
        for (Role<?> role : Roles.inOrder(Roles.ALL.reversed())) {
            assertThat(started).as(role.name()).containsAll(role.needs());
            started.add(role.name());
        }
        assertThat(started).containsExactlyInAnyOrderElementsOf(Roles.names());
    }

    @Test
    void rolesThatNeedOneAnotherAreRefused() {
        List<Role<?>> circle = List.of(role("hen", "egg"), role("egg", "hen"));
        assertThatThrownBy(() -> Roles.inOrder(circle))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[hen, egg]");
    }

    @Test
    void everyContractAndTopicIsOfferedOnce() {
        List<Object> offered = new ArrayList<>();
        Roles.ALL.forEach(role -> {
            offered.addAll(role.contracts());
            offered.addAll(role.topics());
        });
        assertThat(offered)
                .containsExactlyInAnyOrder(
                        Users.class,
                        Graph.class,
                        Posts.class,
                        Feeds.class,
                        UserEvent.TOPIC,
                        GraphEvent.TOPIC,
                        PostEvent.TOPIC,
                        InteractionEvent.TOPIC);
    }

    /** What says nothing of itself would be sent once, and nobody would have thought of it. */
    @Test
    void everyContractMethodSaysWhetherItChangesAnythingAndMayBeSentTwice() {
        List<Class<? extends Annotation>> kinds = List.of(ReadOnly.class, Idempotent.class, Once.class);
        Stream.concat(Roles.ALL.stream().flatMap(role -> role.contracts().stream()), Stream.of(Topics.class))
                .flatMap(contract -> Contracts.methods(contract).stream())
                .forEach(method -> assertThat(kinds)
                        .as("%s", method)
                        .filteredOn(method::isAnnotationPresent)
                        .hasSize(1));
    }

    @Test
    void everySettingSaysWhatItIs() {
        Roles.settings()
                .forEach((part, record) -> assertThat(Arrays.stream(record.getRecordComponents())
                                .filter(component -> component.getAnnotation(Setting.class) == null
                                        || component
                                                .getAnnotation(Setting.class)
                                                .help()
                                                .isBlank()))
                        .as(part)
                        .isEmpty());
    }
}
