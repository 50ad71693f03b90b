package magpie.kit.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LoggingTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private String logged() {
        return out.toString(UTF_8);
    }

    @Test
    void textIsOneLineAnEvent() {
        Logging.apply(context, Level.INFO, Logging.Format.TEXT, out);
        Logger log = context.getLogger("magpie.feed.FeedService");

        log.info("hello {}", "a\r\n12:00:00.000 ERROR forged");
        log.debug("not shown");

        assertThat(logged().lines()).hasSize(1);
        assertThat(logged())
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\S*FeedService +hello a⏎12:00:00.000 ERROR forged\\R");
    }

    @Test
    void logsOnAfterItWasConfiguredAgain() {
        OutputStream closable = new FilterOutputStream(out) {
            @Override
            public void close() {
                throw new AssertionError("the stream is not the appender's to close");
            }
        };
        Logging.apply(context, Level.INFO, Logging.Format.TEXT, closable);
        Logging.apply(context, Level.INFO, Logging.Format.TEXT, closable);
        context.getLogger("magpie").info("still here");
        assertThat(logged()).contains("still here");
    }

    @Test
    void textHasTheStackTrace() {
        Logging.apply(context, Level.INFO, Logging.Format.TEXT, out);
        context.getLogger("magpie").error("broken", new IllegalStateException("why"));
        assertThat(logged()).contains("broken", "java.lang.IllegalStateException: why", "\tat ");
    }

    @Test
    void jsonIsOneObjectALine() {
        Logging.apply(context, Level.INFO, Logging.Format.JSON, out);
        context.getLogger("magpie").error("hello {}", "\"a\nb\"", new IllegalStateException("why"));

        assertThat(logged().lines()).hasSize(1);
        JsonNode event = JsonMapper.shared().readTree(logged());
        assertThat(event.get("level").stringValue()).isEqualTo("ERROR");
        assertThat(event.get("loggerName").stringValue()).isEqualTo("magpie");
        assertThat(event.get("formattedMessage").stringValue()).isEqualTo("hello \"a\nb\"");
        assertThat(event.get("throwable").get("message").stringValue()).isEqualTo("why");
    }

    @Test
    void noisyLibrariesStayAtWarn() {
        Logging.apply(context, Level.DEBUG, Logging.Format.TEXT, out);
        for (String library : new String[] {"org.eclipse.jetty.server", "io.grpc.netty", "io.netty.channel"}) {
            assertThat(context.getLogger(library).isInfoEnabled()).as(library).isFalse();
            assertThat(context.getLogger(library).isWarnEnabled()).as(library).isTrue();
        }
        assertThat(context.getLogger("magpie").isDebugEnabled()).isTrue();
    }

    /** It is configured once the settings have been read, and may be configured again. */
    @Test
    void anAdapterSaysHowLoudItsLibraryMayBe() {
        Logging.quiet("org.example.driver", "error");
        assertThat(LoggerFactory.getLogger("org.example.driver.Pool").isWarnEnabled())
                .isFalse();
        for (Level level : new Level[] {Level.DEBUG, Level.INFO, Level.ERROR}) {
            Logging.apply(context, level, Logging.Format.TEXT, out);
            assertThat(context.getLogger("org.example.driver").getLevel())
                    .as(level.toString())
                    .isEqualTo(Level.ERROR);
        }
        Logging.apply(context, Level.TRACE, Logging.Format.TEXT, out);
        assertThat(context.getLogger("org.example.driver").isTraceEnabled()).isTrue();
    }

    @Test
    void whatQuotesBrokenRequestsIsSilent() {
        Logging.apply(context, Level.DEBUG, Logging.Format.TEXT, out);
        context.getLogger("org.eclipse.jetty.http.HttpParser").warn("new `Host` header has appeared as `secret`");
        context.getLogger("org.eclipse.jetty.util.HostPort").warn("Bad Authority: [secret]");
        assertThat(logged()).isEmpty();
    }

    @Test
    void aLevelNobodyKnowsIsRefused() {
        assertThat(Logging.level("WARN")).isEqualTo(Level.WARN);
        assertThatThrownBy(() -> Logging.level("loud")).hasMessageContaining("expected: error, warn");
    }

    @Test
    void logbackStartsWithOurSettingsAndTheBridge() {
        Logging.configure("info", Logging.Format.TEXT);
        Logger root = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.isInfoEnabled()).isTrue();
        assertThat(root.isDebugEnabled()).isFalse();
        assertThat(java.util.logging.Logger.getLogger("").getHandlers())
                .hasSize(1)
                .hasOnlyElementsOfType(org.slf4j.bridge.SLF4JBridgeHandler.class);
    }
}
