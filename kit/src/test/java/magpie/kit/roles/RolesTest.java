package magpie.kit.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import magpie.api.Idempotent;
import magpie.api.Once;
import magpie.api.ReadOnly;
import magpie.api.Recountable;
import magpie.api.log.Topics;
import magpie.kit.ApiTypes;
import magpie.kit.contract.Contracts;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void everyNeedIsARole() {
        Roles.ALL.forEach(role -> assertThat(Roles.names()).as(role.name()).containsAll(role.needs()));
    }

    /** The launcher of clusters and the benches ask for the edge. */
    @Test
    void oneRoleIsTheEdge() {
        assertThat(Roles.ALL).filteredOn(Role::isEdge).containsExactly(Roles.edge());
    }

    @Test
    void everyRoleComesAfterThoseItNeeds() {
        Set<String> started = new HashSet<>();
        for (List<Role> turn : Roles.turns(Roles.ALL.reversed())) {
            turn.forEach(role -> assertThat(started).as(role.name()).containsAll(role.needs()));
            turn.forEach(role -> started.add(role.name()));
        }
        assertThat(started).containsExactlyInAnyOrderElementsOf(Roles.names());
        assertThat(Roles.turns(Roles.ALL).stream().flatMap(List::stream).toList())
                .as("the table is in the order of the start")
                .isEqualTo(Roles.ALL);
    }

    @Test
    void rolesThatNeedOneAnotherAreRefused() {
        List<Role> circle =
                List.of(Role.named("hen").calls("egg"), Role.named("egg").hears("hen"));
        assertThatThrownBy(() -> Roles.turns(circle))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[hen, egg]");
    }

    /** All that the module api has; topics themselves are served by each process as one, and a part of several contracts by them. */
    @Test
    void everyContractAndTopicIsOfferedOnce() throws IOException, ReflectiveOperationException {
        Set<Object> there = new HashSet<>(ApiTypes.contracts());
        there.removeAll(Set.of(Topics.class, Recountable.class));
        for (Class<?> events : ApiTypes.events()) {
            there.add(events.getField("TOPIC").get(null));
        }
        List<Object> offered = new ArrayList<>();
        Roles.ALL.forEach(role -> {
            offered.addAll(role.contracts());
            offered.addAll(role.topics());
        });
        assertThat(offered).hasSizeGreaterThanOrEqualTo(8).containsExactlyInAnyOrderElementsOf(there);
    }

    /** An unmarked method would be sent once by default, without anybody having decided so. */
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
}
