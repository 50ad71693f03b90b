package magpie.gateway.http;

import java.util.concurrent.Semaphore;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What every request goes through, on a virtual thread of its own: a place among those under way, the route, the gate,
 * the endpoint, the answer. Whatever fails on that way is answered as a problem.
 */
public final class FrontDoor extends Handler.Abstract {
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, "close");
    private static final Route NOWHERE = new Route("ANY", "none", Access.OPEN, exchange -> Answer.empty(404));

    private final Router router;
    private final Gate gate;
    private final Origin origin;
    private final BodyLimits bodies;
    private final Sender sender;
    private final Semaphore places;

    /** A door to these routes, through which so many requests may be under way. */
    public FrontDoor(Router router, Gate gate, Origin origin, BodyLimits bodies, Sender sender, int places) {
        this.router = router;
        this.gate = gate;
        this.origin = origin;
        this.bodies = bodies;
        this.sender = sender;
        this.places = new Semaphore(places);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = origin.exchange(request, bodies);
        boolean placed = places.tryAcquire();
        Callback leave = placed ? Callback.from(callback, (Runnable) places::release) : callback;
        Answer answer = answer(request, exchange, placed);
        sender.send(exchange, bodies.drained(request) ? answer : answer.with(CLOSE), request, response, leave);
        return true;
    }

    private Answer answer(Request request, Exchange exchange, boolean placed) {
        try {
            Router.Match match = router.match(request.getMethod(), exchange.rawPath());
            if (match != null) {
                exchange.lead(match);
            }
            Route route = exchange.route();
            if (!placed && (route == null || route.access() != Access.PROBE)) {
                throw ServiceException.of(Code.OVERLOADED, "Too many requests are under way here.");
            }
            return serve(request, exchange, match, route == null ? NOWHERE : route);
        } catch (Throwable fault) { // An Error in one request must not leave its client without an answer.
            return Problems.of(fault, exchange.requestId());
        }
    }

    private Answer serve(Request request, Exchange exchange, Router.@Nullable Match match, Route route) {
        gate.admit(exchange, route.access());
        bodies.admit(request);
        if (match == null) {
            throw ServiceException.of(Code.NOT_FOUND, "There is no such path.");
        }
        if (match.route() == null) {
            String allowed = String.join(", ", match.methods());
            return Problems.of(
                            ServiceException.of(Code.METHOD_NOT_ALLOWED, "This path takes " + allowed + "."),
                            exchange.requestId())
                    .with(new HttpField(HttpHeader.ALLOW, allowed));
        }
        return route.endpoint().serve(exchange);
    }
}
