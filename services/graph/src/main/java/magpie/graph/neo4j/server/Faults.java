package magpie.graph.neo4j.server;

import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;
import org.neo4j.driver.exceptions.TransientException;

/** Translates the driver's exceptions for callers, who never see one. */
public final class Faults {
    private Faults() {}

    /** Whether an immediate retry may succeed: a deadlock, a broken connection, a restarting server. */
    public static boolean mayPass(Neo4jException e) {
        return (e instanceof RetryableException || e instanceof TransactionTerminatedException) && !isFull(e);
    }

    /** Returns {@code OVERLOADED} if the server or the pool has no room, else {@code UNAVAILABLE}. */
    public static ServiceException of(Throwable e) {
        if (e instanceof ServiceException known) {
            return known;
        }
        if (e instanceof Neo4jException fault && isFull(fault)) {
            return ServiceException.overloaded("The graph has too much to do.", e);
        }
        return ServiceException.unavailable("The graph is not available.", e);
    }

    /** When the pool gives up waiting it throws a plain {@link ClientException}; only the text tells. */
    private static boolean isFull(Neo4jException e) {
        return (e instanceof TransientException && contains(e.code(), "OutOfMemory"))
                || (e instanceof ClientException && contains(e.getMessage(), "acquire connection from the pool"));
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }
}
