package magpie.gateway.http.server;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import magpie.gateway.http.Api;
import magpie.gateway.http.Chassis;
import magpie.gateway.http.CrossOrigin;
import magpie.gateway.http.Dispatcher;
import magpie.gateway.http.Router;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/** Answers CORS preflight requests, for each API by its own policy. */
final class CrossOrigins extends Handler.Sequence {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final Router router;
    private final IdentityHashMap<Api, Handler> open = new IdentityHashMap<>();
    private final Handler closed;

    private CrossOrigins(Router router, Handler closed) {
        this.router = router;
        this.closed = closed;
        addHandler(closed);
    }

    /** Wraps a dispatcher; returns it unchanged if no other site may call. */
    static Handler before(Dispatcher dispatcher, Chassis chassis) {
        List<Api> open = chassis.router().apis().stream()
                .filter(api -> !api.crossOrigin().origins().isEmpty())
                .toList();
        if (open.isEmpty()) {
            return dispatcher;
        }
        CrossOrigins all = new CrossOrigins(chassis.router(), dispatcher);
        open.forEach(api -> all.open(api, new Dispatcher(chassis)));
        return all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Api api = router.api(request.getMethod(), Request.getPathInContext(request));
        return open.getOrDefault(api, closed).handle(request, response, callback);
    }

    private void open(Api api, Dispatcher dispatcher) {
        CrossOrigin policy = api.crossOrigin();
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(policy.origins().stream()
                .map(origin -> origin.equals("*") ? "*" : Pattern.quote(origin))
                .collect(Collectors.toSet()));
        cors.setAllowedMethods(METHODS);
        cors.setAllowedHeaders(policy.sent());
        cors.setExposedHeaders(policy.shown());
        cors.setAllowCredentials(false);
        cors.setHandler(dispatcher);
        addHandler(cors);
        open.put(api, cors);
    }
}
