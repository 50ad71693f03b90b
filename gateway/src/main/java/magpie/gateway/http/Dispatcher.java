package magpie.gateway.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handles every request: a place among those in flight, the route, the authenticator, the endpoint, the answer. A
 * failure anywhere is answered in the format of the API. An {@link InFlightRequest} is one request on this way.
 *
 * <p>It is called on a selector thread. A route of the fast path is tried there (see
 * {@link magpie.kit.fastpath.FastPath}), and a request without a place is refused there; all others get a virtual
 * thread. A place is held only while there is work to do here: not while a body is arriving or an answer is waiting to
 * be read ({@link magpie.gateway.http.admission.Waiting}).
 */
public final class Dispatcher extends Handler.Abstract.NonBlocking {
    private final Chassis chassis;

    /** Serves with this chassis. */
    public Dispatcher(Chassis chassis) {
        this.chassis = chassis;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        new InFlightRequest(chassis, request, response, callback).begin();
        return true;
    }
}
