package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Stories told in one world with the default settings; each in every mode. All answers are as the API's description says. */
@ParameterizedClass
@EnumSource(
        value = Mode.class,
        names = {"LOCAL", "RPC"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Stories {
    @Parameter
    Mode mode;

    World world;

    @BeforeAll
    void start() throws IOException {
        world = World.of(mode);
        ApiDocument document = ApiDocument.of(world);
        world.watch(answer -> assertThat(document.complaints(answer))
                .as(
                        "%s %s",
                        answer.response().request().method(), answer.response().uri())
                .isEmpty());
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }
}
