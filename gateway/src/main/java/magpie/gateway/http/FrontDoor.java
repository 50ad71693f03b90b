package magpie.gateway.http;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.brief.Brief;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request goes through: a place among those under way, the route, the gate, the endpoint, the answer.
 * Whatever fails on that way is answered as a problem.
 *
 * <p>It is called on the thread that watches the sockets. A brief route is tried there (see {@link Brief}), and a
 * request for which there is no place is refused there; all others get a virtual thread of their own.
 */
public final class FrontDoor extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, "close");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Route NOWHERE = new Route("ANY", "none", Access.OPEN, exchange -> Answer.empty(404), false);

    private final Router router;
    private final Gate gate;
    private final Origin origin;
    private final BodyLimits bodies;
    private final Sender sender;
    private final Places places;

    /** A door to these routes, through which so many requests may be under way. */
    public FrontDoor(Router router, Gate gate, Origin origin, BodyLimits bodies, Sender sender, int places) {
        this.router = router;
        this.gate = gate;
        this.origin = origin;
        this.bodies = bodies;
        this.sender = sender;
        this.places = new Places(places);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Visit visit = new Visit(origin.exchange(request, bodies), request, response, callback);
        if (!visit.briefly()) {
            Thread.startVirtualThread(visit);
        }
        return true;
    }

    /** One request on its way; it is over when its answer was sent, whole or not. */
    private final class Visit implements Runnable, Callback {
        private final Exchange exchange;
        private final Request request;
        private final Response response;
        private final Router.@Nullable Match match;
        private final boolean entered;
        private final Callback callback;
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable JsonBytes written;
        private boolean unread;

        Visit(Exchange exchange, Request request, Response response, Callback callback) {
            this.exchange = exchange;
            this.request = request;
            this.response = response;
            this.match = router.match(request.getMethod(), exchange.rawPath());
            if (match != null) {
                exchange.lead(match);
            }
            this.entered = places.enter(priority(), Backlog.nanos());
            this.callback = callback;
        }

        private Places.Priority priority() {
            Route route = exchange.route();
            if (route != null && route.access() == Access.PROBE) {
                return Places.Priority.PROBE;
            }
            return SAFE.contains(request.getMethod()) ? Places.Priority.READ : Places.Priority.WRITE;
        }

        /** Answers what can be answered here and now; false where it takes a thread of its own. */
        boolean briefly() {
            Route route = exchange.route();
            boolean here = !entered || (route != null && route.brief());
            if (!here || hasBody()) {
                return false;
            }
            Answer answer = Brief.attempt(this::answer);
            if (answer == null) {
                return false;
            }
            send(answer);
            return true;
        }

        private boolean hasBody() {
            return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        }

        @Override
        public void run() {
            Answer answer = answer();
            unread = !bodies.drained(request);
            send(unread ? answer.with(CLOSE) : answer);
        }

        private Answer answer() {
            try {
                if (!entered) {
                    throw ServiceException.of(Code.OVERLOADED, "Too many requests are under way here, or wait.");
                }
                return serve();
            } catch (Brief.Exceeded again) {
                throw again;
            } catch (Throwable fault) { // An Error in one request must not leave its client without an answer.
                return Problems.of(fault, exchange.requestId());
            }
        }

        private Answer serve() {
            Route route = exchange.route() == null ? NOWHERE : exchange.route();
            gate.admit(exchange, route.access());
            bodies.admit(request);
            if (match == null) {
                throw ServiceException.of(Code.NOT_FOUND, "There is no such path.");
            }
            return match.route() == null
                    ? otherMethods(match)
                    : route.endpoint().serve(exchange);
        }

        private Answer otherMethods(Router.Match found) {
            String allowed = String.join(", ", found.methods());
            ServiceException refusal = ServiceException.of(Code.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
            return Problems.of(refusal, exchange.requestId()).with(new HttpField(HttpHeader.ALLOW, allowed));
        }

        private void send(Answer answer) {
            written = answer.written();
            try {
                sender.send(exchange, answer, request, response, this);
            } catch (Throwable fault) { // Whatever happens, the connection waits to be told, and the place too.
                log.error("request {}: the answer was not sent", exchange.requestId(), fault);
                failed(fault);
            }
        }

        @Override
        public void succeeded() {
            if (over.compareAndSet(false, true)) {
                leave();
                try {
                    if (written != null) {
                        written.sent();
                    }
                } finally { // A connection that is not told stands still.
                    end();
                }
            }
        }

        /** What was to be sent may still be looked at somewhere: that array is not used again. */
        @Override
        public void failed(Throwable fault) {
            if (over.compareAndSet(false, true)) {
                leave();
                callback.failed(fault);
            }
        }

        private void end() {
            if (unread) {
                bodies.linger(request, callback);
            } else {
                callback.succeeded();
            }
        }

        private void leave() {
            if (entered) {
                places.leave();
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }
}
