package magpie.kit.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import magpie.kit.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EngineWaitTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(EngineWait.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final EngineWait wait = new EngineWait("Kafka", "127.0.0.1:1", meters);

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(lines);
    }

    @Test
    void aWaitIsToldOfOnceWhenItBeginsAndOnceWhenItIsOver() {
        wait.failed(new ConnectException("refused\nand more"));
        wait.failed(new ConnectException("refused"));
        assertThat(EngineWait.all(meters)).containsEntry("Kafka", "127.0.0.1:1");
        wait.over();

        assertThat(EngineWait.all(meters)).isEmpty();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Kafka at 127.0.0.1:1 cannot be used yet (java.net.ConnectException: refused);"
                                + " trying until it can",
                        "Kafka at 127.0.0.1:1 can be used");
    }

    @Test
    void twoRolesThatWaitForTheSameAreOneWait() {
        EngineWait another = new EngineWait("Kafka", "127.0.0.1:1", meters);
        wait.failed(new ConnectException("refused"));
        another.failed(new ConnectException("refused"));
        assertThat(lines.list).hasSize(1);

        another.over();
        assertThat(EngineWait.all(meters)).hasSize(1);
        wait.over();
        assertThat(EngineWait.all(meters)).isEmpty();
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void whereNothingFailedNothingIsSaid() {
        wait.over();

        assertThat(lines.list).isEmpty();
    }

    @Test
    void aRefusalEndsTheWaitWithoutSayingThatAllIsWell() {
        wait.failed(new ConnectException("refused"));
        wait.close();

        assertThat(EngineWait.all(meters)).isEmpty();
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void aStartThatIsEndedWaitsNoLonger() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> wait.failed(new ConnectException("refused")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Kafka");
        assertThat(Thread.interrupted()).isTrue();
    }
}
