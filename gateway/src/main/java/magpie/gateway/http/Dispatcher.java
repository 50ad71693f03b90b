package magpie.gateway.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.http.admission.ConcurrencyLimiter;
import magpie.gateway.http.admission.QueueDelay;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.body.Body;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.json.JsonBytes;
import magpie.kit.brief.FastPath;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request goes through: a place among those under way, the route, the authenticator, the endpoint, the
 * answer.
 * Whatever fails on that way is answered as a problem.
 *
 * <p>It is called on the thread that watches the sockets. A brief route is tried there (see {@link FastPath}), and a
 * request for which there is no place is refused there; all others get a virtual thread of their own. A place is taken
 * for what is to be done here: while a body is on its way or an answer is not taken, there is none ({@link Waiting}).
 */
public final class Dispatcher extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, "close");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Route NOWHERE = new Route("ANY", "none", Access.OPEN, exchange -> Answer.empty(404), false);
    /** What an answer that waits takes besides its content, about. */
    private static final int BESIDE = 8_192;

    private final Router router;
    private final Authenticator authenticator;
    private final Origin origin;
    private final BodyLimits bodies;
    private final ResponseWriter writer;
    private final ConcurrencyLimiter limiter;
    private final Waiting waiting;

    /** What serves these routes. */
    public Dispatcher(
            Router router,
            Authenticator authenticator,
            Origin origin,
            BodyLimits bodies,
            ResponseWriter writer,
            ConcurrencyLimiter limiter,
            Waiting waiting) {
        this.router = router;
        this.authenticator = authenticator;
        this.origin = origin;
        this.bodies = bodies;
        this.writer = writer;
        this.limiter = limiter;
        this.waiting = waiting;
    }

    /** Where what comes through it comes from. */
    public Origin origin() {
        return origin;
    }

    /** What waits before it or behind it. */
    public Waiting waiting() {
        return waiting;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        new Visit(origin.exchange(request, bodies), request, response, callback).begin();
        return true;
    }

    /** One request on its way; it is over when its answer was sent, whole or not. */
    private final class Visit implements Runnable, Callback {
        private final Exchange exchange;
        private final Request request;
        private final Response response;
        private final Router.@Nullable Match match;
        private final Callback callback;
        private final AtomicBoolean over = new AtomicBoolean();
        private final boolean announced;
        private boolean entered;
        private boolean shared;
        private boolean downloading;
        private @Nullable Body body;
        private @Nullable JsonBytes written;
        private volatile Waiting.@Nullable Wait taking;

        Visit(Exchange exchange, Request request, Response response, Callback callback) {
            this.exchange = exchange;
            this.request = request;
            this.response = response;
            this.match = router.match(request.getMethod(), exchange.rawPath());
            if (match != null) {
                exchange.lead(match);
            }
            this.announced = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
            this.callback = callback;
        }

        /** Answers what can be answered here and now; all else goes on on a thread of its own. */
        void begin() {
            entered = limiter.enter(priority(), QueueDelay.nanos());
            if (!entered) {
                send(overloaded("Too many requests are under way here, or wait."));
                return;
            }
            Route route = exchange.route();
            Answer answer = route != null && route.brief() && !announced ? FastPath.attempt(this::answer) : null;
            if (answer != null) {
                send(answer);
            } else {
                goOn(this);
            }
        }

        /** On a thread of its own, if the address has not too many already. */
        private void goOn(Runnable work) {
            boolean probe = priority() == ConcurrencyLimiter.Priority.PROBE;
            shared = !probe && limiter.share(exchange.address());
            if (probe || shared) {
                Thread.startVirtualThread(work);
            } else {
                send(overloaded("Too many requests of this address are under way here."));
            }
        }

        private ConcurrencyLimiter.Priority priority() {
            Route route = exchange.route();
            if (route != null && route.access() == Access.PROBE) {
                return ConcurrencyLimiter.Priority.PROBE;
            }
            return SAFE.contains(request.getMethod())
                    ? ConcurrencyLimiter.Priority.READ
                    : ConcurrencyLimiter.Priority.WRITE;
        }

        /** Whether a body is wanted: some who ask in another way send one too. */
        private boolean wantsBody() {
            return exchange.route() != null && !SAFE.contains(request.getMethod()) && bodies.mayBeJson(request);
        }

        @Override
        public void run() {
            if (!wantsBody()) {
                send(answer());
                return;
            }
            Answer refused = attempt(() -> {
                admit();
                return null;
            });
            if (refused != null) {
                send(refused);
            } else if (body().keep()) {
                send(answer());
            } else {
                leave();
                body().whenHere(this::arrived);
            }
        }

        /** The body is here, or is waited for no longer: now there is something to do. */
        private void arrived() {
            ServiceException refusal = body().refusal();
            if (refusal != null) {
                Thread.startVirtualThread(() -> send(problem(refusal)));
                return;
            }
            entered = limiter.enter(priority(), 0);
            if (entered) {
                goOn(() -> send(answer()));
            } else {
                send(overloaded("Too many requests are under way here."));
            }
        }

        private Body body() {
            Body sent = body;
            if (sent == null) {
                sent = new Body(request, bodies, waiting, party());
                body = sent;
                exchange.bring(sent);
            }
            return sent;
        }

        private Waiting.Party party() {
            return new Waiting.Party(exchange.address(), exchange.viewer() != null);
        }

        private Answer answer() {
            Answer answer = attempt(this::serve);
            return answer == null ? Answer.empty(404) : answer;
        }

        private @Nullable Answer attempt(Supplier<@Nullable Answer> work) {
            try {
                return work.get();
            } catch (FastPath.Exceeded again) {
                throw again;
            } catch (Throwable fault) { // An Error in one request must not leave its client without an answer.
                return problem(fault);
            }
        }

        /** A problem, and its price. */
        private Answer problem(Throwable fault) {
            try {
                if (fault instanceof ServiceException known) {
                    authenticator.refused(exchange, known);
                }
                return Problems.of(fault, exchange);
            } catch (ServiceException tooMany) {
                return Problems.of(tooMany, exchange);
            }
        }

        private Answer overloaded(String why) {
            return Problems.of(ServiceException.of(Code.OVERLOADED, why), exchange);
        }

        private Route admit() {
            Route route = exchange.route() == null ? NOWHERE : exchange.route();
            authenticator.admit(exchange, route.access());
            bodies.admit(request);
            return route;
        }

        private Answer serve() {
            Route route = admit();
            if (match == null) {
                throw ServiceException.of(Code.NOT_FOUND, "There is no such path.");
            }
            return match.route() == null ? otherMethods(match) : served(route.endpoint());
        }

        /** What changes something is refused wherever it comes when its client has given it up, see {@link Origin#expiry}. */
        private Answer served(Endpoint endpoint) {
            return SAFE.contains(request.getMethod())
                    ? endpoint.serve(exchange)
                    : origin.expiry(request).during(() -> endpoint.serve(exchange));
        }

        private Answer otherMethods(Router.Match found) {
            String allowed = String.join(", ", found.methods());
            ServiceException refusal = ServiceException.of(Code.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
            return problem(refusal).with(new HttpField(HttpHeader.ALLOW, allowed));
        }

        private void send(Answer answer) {
            if (answer.download() != null && !download()) {
                send(overloaded("Too many downloads are under way here."));
                return;
            }
            written = answer.written();
            try {
                boolean ends = !mayHaveBody() || body().endsSoon();
                Answer sent = ends ? answer : answer.with(CLOSE);
                writer.send(exchange, sent, request, response, this, this::watched);
                if (!over.get()) {
                    await(answer.content().capacity());
                }
            } catch (Throwable fault) { // Whatever happens, the connection waits to be told, and the place too.
                log.error("request {}: the answer was not sent", exchange.requestId(), fault);
                failed(fault);
            }
        }

        /** A download has a place of another kind, since it lasts for as long as it is read. */
        private boolean download() {
            leave();
            downloading = limiter.download(exchange.address());
            return downloading;
        }

        /** A stream each piece of which must be taken in time. */
        private OutputStream watched(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    Waiting.Wait wait = waiting.forTaker(
                            party(), BESIDE, bodies.answerNanos(length), () -> cutOff("It took too long."));
                    if (wait == null) {
                        throw new IOException("Too much is not taken.");
                    }
                    try {
                        out.write(bytes, from, length);
                    } finally {
                        wait.end();
                    }
                }
            };
        }

        /** In HTTP/2 a body need not be announced, and may come with any request. */
        private boolean mayHaveBody() {
            return body != null
                    || announced
                    || (request.getLength() < 0
                            && (!SAFE.contains(request.getMethod())
                                    || request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2));
        }

        /** The answer is made, and was not taken at once: its place is free, its bytes are counted. */
        private void await(int bytes) {
            leave();
            Waiting.Wait wait = waiting.forTaker(
                    party(), (long) bytes + BESIDE, bodies.answerNanos(bytes), () -> cutOff("It took too long."));
            if (wait == null) {
                cutOff("Too much is not taken.");
                return;
            }
            taking = wait;
            if (over.get()) {
                wait.end();
            } else if (mayHaveBody()) {
                body().discard(() -> cutOff("What nobody wants did not end well."));
            }
        }

        /** Who does not read what it asked for is left, with all that it asked for on this connection. */
        private void cutOff(String why) {
            IOException cause = new IOException("The answer was not taken. " + why);
            request.getConnectionMetaData().getConnection().getEndPoint().close(cause);
            failed(cause);
        }

        @Override
        public void succeeded() {
            if (over.compareAndSet(false, true)) {
                settle();
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
                settle();
                callback.failed(fault);
            }
        }

        private void end() {
            if (mayHaveBody()) {
                body().linger(callback);
            } else {
                callback.succeeded();
            }
        }

        private void settle() {
            leave();
            Waiting.Wait wait = taking;
            if (wait != null) {
                wait.end();
            }
        }

        private synchronized void leave() {
            if (shared) {
                shared = false;
                limiter.giveBack(exchange.address());
            }
            if (entered) {
                entered = false;
                limiter.leave();
            }
            if (downloading) {
                downloading = false;
                limiter.downloaded(exchange.address());
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }
}
