package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import magpie.tests.ApiDocument;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories in one world, each in every mode. All answers are validated against the API's description. */
@ParameterizedClass
@MethodSource("magpie.tests.World$Mode#told")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class Stories {
    @Parameter
    Mode mode;

    World world;

    /** Settings that differ from the defaults. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        world = World.of(mode, settings());
        ApiDocument document = ApiDocument.of(world);
        world.watch(answer -> assertThat(document.complaints(answer))
                .as(
                        "%s %s",
                        answer.response().request().method(), answer.response().uri())
                .isEmpty());
    }

    @AfterParameterizedClassInvocation
    void stop() throws IOException {
        world.close();
    }
}
