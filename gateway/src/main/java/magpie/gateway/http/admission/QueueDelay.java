package magpie.gateway.http.admission;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long requests wait in their sockets, where no count of those in flight sees them. A selector is told of
 * all arrivals at once and then takes one after the other; so a request has waited at least since the selector was
 * told, and at most that much longer.
 */
public final class QueueDelay {
    /** With fewer than these to look at, a long wait is a pause of the machine, and over when noticed. */
    private static final int MANY = 100;

    private static final ThreadLocal<@Nullable Watcher> watching = new ThreadLocal<>();

    private QueueDelay() {}

    /** Returns the nanoseconds that the request just read has waited at least; 0 if unknown. */
    public static long nanos() {
        Watcher watcher = watching.get();
        return watcher == null ? 0 : watcher.nanos();
    }

    /** Creates a connector whose selectors measure. */
    public static ServerConnector connector(
            Server server, Executor executor, int selectors, ConnectionFactory... protocols) {
        return new ServerConnector(server, executor, null, null, 1, selectors, protocols) {
            @Override
            protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
                return new ServerConnectorManager(executor, scheduler, selectors) {
                    @Override
                    protected ManagedSelector newSelector(int id) {
                        return new Watcher(this, id);
                    }
                };
            }
        };
    }

    private static final class Watcher extends ManagedSelector {
        /** The selecting thread: another can take over, and the previous one must not be judged by its time. */
        private volatile long thread;

        private long since;
        private boolean many;

        Watcher(SelectorManager manager, int id) {
            super(manager, id);
        }

        @Override
        protected int nioSelect(Selector selector, boolean now) throws IOException {
            int selected = super.nioSelect(selector, now);
            since = System.nanoTime();
            many = selected >= MANY;
            thread = Thread.currentThread().threadId();
            watching.set(this);
            return selected;
        }

        long nanos() {
            return many && thread == Thread.currentThread().threadId() ? System.nanoTime() - since : 0;
        }
    }
}
