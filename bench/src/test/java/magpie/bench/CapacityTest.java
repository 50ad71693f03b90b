package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import magpie.bench.Capacity.Costs;
import magpie.bench.Capacity.Role;
import magpie.bench.command.Flags;
import magpie.kit.roles.Roles;
import org.junit.jupiter.api.Test;

/** The sizing table of the requirements, and the arithmetic of machines. */
class CapacityTest {
    private static final List<Class<? extends Record>> CONFIGS = List.of(CapacityConfig.class);
    private static final Costs COSTS = new Costs(60, 300, 1);

    @Test
    void theDefaultsMakeTheTableOfTheRequirements() {
        Capacity capacity = capacity(150e6);
        assertThat(capacity.postsPerSecond()).isCloseTo(3_500, within(50.0));
        assertThat(capacity.readsPerSecond()).isCloseTo(17_500, within(200.0));
        assertThat(capacity.textBytesPerDay()).isCloseTo(240e9, within(1.0));
        assertThat(capacity.mediaBytesPerDay()).isCloseTo(30e12, within(1.0));
        assertThat(capacity.bytesKept()).isCloseTo(55.2e15, within(0.05e15));
        assertThat(capacity.textInPerSecond()).isCloseTo(2.8e6, within(0.05e6));
        assertThat(capacity.mediaInPerSecond()).isCloseTo(350e6, within(5e6));
        assertThat(capacity.mediaOutPerSecond()).isCloseTo(175e6, within(2e6));
    }

    @Test
    void aRoleHasWhatItsCpuOrItsMemoryNeeds() {
        List<Role> roles = capacity(150e6).roles();
        assertThat(roles)
                .extracting(Role::name)
                .containsExactlyElementsOf(Roles.names().reversed());
        // 0.6 x (34,722 x 60 µs + 6,944 x 300 µs) at half load
        assertThat(roles.getFirst().cpus()).isCloseTo(5, within(0.01));
        assertThat(roles.getFirst().nodes()).isEqualTo(3);
        // 150 M x 16,000 B in half of 32 GiB
        assertThat(roles.get(1).nodes()).isEqualTo(140);
        assertThat(roles)
                .extracting(Role::decides)
                .containsExactly("the least", "memory", "the least", "the least", "the least");
    }

    @Test
    void whatWorksIsARole() {
        assertThat(Roles.names()).containsAll(capacity(1).parts().keySet());
    }

    @Test
    void twiceTheUsersNeedTwiceTheMachinesButForTheLeast() {
        assertThat(capacity(300e6).roles().get(1).nodes()).isEqualTo(280);
        assertThat(capacity(300e6).nodes()).isEqualTo(2 * (3 + 280 + 3 + 3 + 3));
        assertThat(capacity(300e6).roles().getFirst().cpus())
                .isCloseTo(2 * capacity(150e6).roles().getFirst().cpus(), within(1e-9));
    }

    @Test
    void theTextSaysWhatIsMeasuredAndWhatAssumed() {
        assertThat(CapacityBench.text(config(), COSTS, "measured, from a file"))
                .contains("Server CPU: measured, from a file", "Assumed:", "Not measured", "55.2");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThat(config().mistakes()).isEmpty();
        assertThat(Flags.of("capacity", List.of("--posts", "two"), CONFIGS)
                        .get(CapacityConfig.class)
                        .mistakes())
                .singleElement()
                .asString()
                .startsWith("posts: two");
    }

    private static Capacity capacity(double users) {
        return new Capacity(config(), COSTS, users);
    }

    private static CapacityConfig config() {
        return Flags.of("capacity", List.of(), CONFIGS).get(CapacityConfig.class);
    }
}
