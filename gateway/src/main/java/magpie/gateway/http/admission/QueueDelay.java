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
 * How long requests have waited in their sockets, where no count of those under way sees them. A selector hears of all
 * that have arrived at once and then takes one after the other; so the time since it heard is how long this one has
 * waited, and that much longer at most.
 */
public final class QueueDelay {
    /** With fewer than these to look at, a long wait is a pause of the machine, and over when it is noticed. */
    private static final int MANY = 100;

    private static final ThreadLocal<@Nullable Watcher> watching = new ThreadLocal<>();

    private QueueDelay() {}

    /** Nanoseconds that the request which has just been read here has waited at the least; 0 where nothing is known. */
    public static long nanos() {
        Watcher watcher = watching.get();
        return watcher == null ? 0 : watcher.nanos();
    }

    /** A connector whose selectors tell. */
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
        /** Who selects now: another one can take over, and the one before must not be judged by the new one's time. */
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
