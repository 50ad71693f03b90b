package magpie.kit.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Configures logging in code, because reading an XML file would cost a tenth of the start. Everything goes to standard
 * error, so that standard output belongs to the program; java.util.logging is bridged.
 */
public final class Logging {
    /** The format of the log. */
    public enum Format {
        /** One line an event, for people; a line break in a message is shown, not made. */
        TEXT,
        /** One JSON object a line, for machines. */
        JSON
    }

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-24logger{24} %replace(%msg){'[\\r\\n]+', '⏎'}%n";

    /**
     * The lowest level that each noisy library may log. Those that quote broken requests, tokens and all, may not log
     * warnings: whoever sends such requests could also fill the disk.
     */
    private static final Map<String, Level> QUIET = new ConcurrentHashMap<>(Map.of(
            "io.grpc", Level.WARN,
            "io.netty", Level.WARN,
            "org.eclipse.jetty", Level.WARN,
            "org.eclipse.jetty.http", Level.ERROR,
            "org.eclipse.jetty.util.HostPort", Level.ERROR));

    /** Logged at any level: attempts to get into accounts. */
    private static final String SECURITY = "magpie.security";

    private Logging() {}

    /**
     * Takes effect at once, and may be called again.
     *
     * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}, in any case; libraries
     *     known to be noisy stay at {@code warn} unless it is {@code trace}. {@link IllegalArgumentException} otherwise
     */
    public static void configure(String level, Format format) {
        Level threshold = level(level);
        apply((LoggerContext) LoggerFactory.getILoggerFactory(), threshold, format, System.err);
        bridge();
    }

    /**
     * Limits a library that an adapter brings to {@code warn}, or to {@code error} if it repeats itself while a server
     * is away and its adapter reports that once.
     */
    public static void quiet(String library, String least) {
        QUIET.put(library, level(least));
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        quieten(context, context.getLogger(Logger.ROOT_LOGGER_NAME).getEffectiveLevel());
    }

    /** Applies the limits, but not at {@code trace}, which asks for everything. */
    private static void quieten(LoggerContext context, Level level) {
        if (level.isGreaterOrEqual(Level.DEBUG)) {
            QUIET.forEach((library, least) ->
                    context.getLogger(library).setLevel(level.isGreaterOrEqual(least) ? level : least));
        }
    }

    static void apply(LoggerContext context, Level level, Format format, OutputStream out) {
        context.reset();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder(context, format));
        appender.setOutputStream(unclosed(out));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(appender);
        context.getLogger(SECURITY).setLevel(Level.INFO);
        quieten(context, level);
    }

    static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error" -> Level.ERROR;
            case "warn" -> Level.WARN;
            case "info" -> Level.INFO;
            case "debug" -> Level.DEBUG;
            case "trace" -> Level.TRACE;
            default ->
                throw new IllegalArgumentException(
                        "No such log level: " + name + " (expected: error, warn, info, debug or trace)");
        };
    }

    /** Replacing an appender closes its stream, and standard error must survive that. */
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Filters java.util.logging at INFO before it is handed on, which keeps the bridge cheap. */
    private static void bridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        EncoderBase<ILoggingEvent> encoder = format == Format.JSON ? json() : text();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static EncoderBase<ILoggingEvent> text() {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(PATTERN);
        return text;
    }

    private static EncoderBase<ILoggingEvent> json() {
        JsonEncoder json = new JsonEncoder();
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithFormattedMessage(true);
        return json;
    }
}
