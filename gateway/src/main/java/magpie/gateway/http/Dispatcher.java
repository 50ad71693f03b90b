package magpie.gateway.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request goes through: a place among those under way, the route, the authenticator, the endpoint, the
 * answer. Whatever fails on that way is answered as its API answers what fails. One request on this way is a
 * {@link Visit}.
 *
 * <p>It is called on the thread that watches the sockets. A brief route is tried there (see
 * {@link magpie.kit.brief.FastPath}), and a request for which there is no place is refused there; all others get a
 * virtual thread of their own. A place is taken for what is to be done here: while a body is on its way or an answer is
 * not taken, there is none ({@link magpie.gateway.http.admission.Waiting}).
 */
public final class Dispatcher extends Handler.Abstract.NonBlocking {
    private final Chassis chassis;

    /** What serves with this. */
    public Dispatcher(Chassis chassis) {
        this.chassis = chassis;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        new Visit(chassis, request, response, callback).begin();
        return true;
    }
}
