package magpie.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.http.admission.ConcurrencyLimiter;
import magpie.gateway.http.admission.QueueDelay;
import magpie.gateway.http.admission.Transfers;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.admission.WatchedOutput;
import magpie.gateway.http.body.Body;
import magpie.gateway.http.stream.Download;
import magpie.gateway.http.stream.EventStream;
import magpie.gateway.json.JsonBytes;
import magpie.kit.fastpath.FastPath;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request in progress; it ends when its answer has been sent, or that has failed. */
final class InFlightRequest implements Runnable, Callback {
    private static final Logger log = LoggerFactory.getLogger(InFlightRequest.class);
    private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, "close");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    /** What a waiting answer takes besides its content, roughly. */
    private static final int BESIDE = 8_192;

    private final Chassis chassis;
    private final Exchange exchange;
    private final Request request;
    private final Response response;
    private final Router.@Nullable Match match;
    private final Callback callback;
    private final AtomicBoolean over = new AtomicBoolean();
    private final boolean announced;
    private boolean entered;
    private boolean shared;
    private @Nullable Transfers transfers;
    private @Nullable EventStream streaming;
    private @Nullable Body body;
    private @Nullable JsonBytes written;
    private volatile Waiting.@Nullable Wait taking;

    InFlightRequest(Chassis chassis, Request request, Response response, Callback callback) {
        this.chassis = chassis;
        this.exchange = chassis.origin().exchange(request, chassis.bodies());
        this.request = request;
        this.response = response;
        String path = Request.getPathInContext(request);
        this.match = chassis.router().match(request.getMethod(), path);
        exchange.lead(match == null ? chassis.router().api(path) : match.api(), match);
        this.announced = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        this.callback = callback;
    }

    /** Answers what can be answered at once; everything else continues on its own thread. */
    void begin() {
        entered = chassis.limiter().enter(priority(), QueueDelay.nanos());
        if (!entered) {
            send(overloaded("Too many requests are under way here, or wait."));
            return;
        }
        Route route = exchange.route();
        Answer answer = route != null && route.fastPath() && !announced ? FastPath.attempt(this::answer) : null;
        if (answer != null) {
            send(answer);
        } else {
            goOn(this);
        }
    }

    /** Continues on its own thread, unless the address has too many already. */
    private void goOn(Runnable work) {
        boolean probe = priority() == ConcurrencyLimiter.Priority.PROBE;
        shared = !probe && chassis.limiter().share(exchange.address());
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

    /** Whether the route wants a body: some clients send one needlessly. */
    private boolean wantsBody() {
        return exchange.route() != null
                && !SAFE.contains(request.getMethod())
                && chassis.bodies().mayBe(request, exchange.api().bodies());
    }

    @Override
    public void run() {
        if (exchange.most() > 0) {
            upload();
            return;
        }
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
            body().whenArrived(this::arrived);
        }
    }

    /** An upload lasts as long as the client sends, so it has a place of another kind, and its thread waits for it. */
    private void upload() {
        Answer refused = attempt(() -> {
            admit();
            return null;
        });
        if (refused != null) {
            send(refused);
        } else if (transfer(chassis.limiter().uploads())) {
            Body sent = body();
            Answer answer = answer();
            sent.takeBack();
            send(answer);
        } else {
            send(overloaded("Too many uploads are under way here."));
        }
    }

    private boolean transfer(Transfers kind) {
        leave();
        transfers = kind.begin(exchange.address()) ? kind : null;
        return transfers != null;
    }

    /** The body is here, or no longer awaited: now there is work to do. */
    private void arrived() {
        ServiceException refusal = body().refusal();
        if (refusal != null) {
            Thread.startVirtualThread(() -> send(problem(refusal)));
            return;
        }
        entered = chassis.limiter().enter(priority(), 0);
        if (entered) {
            goOn(() -> send(answer()));
        } else {
            send(overloaded("Too many requests are under way here."));
        }
    }

    private Body body() {
        Body sent = body;
        if (sent == null) {
            sent = new Body(request, chassis.bodies(), chassis.waiting(), party());
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
        } catch (Throwable fault) { // even after an Error the client must get an answer
            return problem(fault);
        }
    }

    /** Answers a problem and charges for it. */
    private Answer problem(Throwable fault) {
        try {
            if (fault instanceof ServiceException known) {
                chassis.authenticator().refused(exchange, known);
            }
            return Faults.answer(fault, exchange);
        } catch (ServiceException tooMany) {
            return Faults.answer(tooMany, exchange);
        }
    }

    private Answer overloaded(String why) {
        return Faults.answer(ServiceException.of(Code.OVERLOADED, why), exchange);
    }

    private void admit() {
        Route route = exchange.route();
        if (route == null) {
            chassis.authenticator().admit(exchange, Access.OPEN, null);
        } else {
            chassis.authenticator().admit(exchange, route.access(), route.scope());
        }
        chassis.bodies().admit(request, exchange.most());
    }

    private Answer serve() {
        admit();
        if (match == null) {
            throw ServiceException.of(Code.NOT_FOUND, "There is no such path.");
        }
        return match.route() == null
                ? otherMethods(match)
                : served(match.route().endpoint());
    }

    /** Changes are refused wherever the request is once its client has given up, see {@link Origin#expiry}. */
    private Answer served(Endpoint endpoint) {
        return SAFE.contains(request.getMethod()) || exchange.most() > 0
                ? endpoint.serve(exchange)
                : chassis.origin().expiry(request).during(() -> endpoint.serve(exchange));
    }

    private Answer otherMethods(Router.Match found) {
        String allowed = String.join(", ", found.methods());
        ServiceException refusal = ServiceException.of(Code.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
        return problem(refusal).with(new HttpField(HttpHeader.ALLOW, allowed));
    }

    private void send(Answer answer) {
        if (answer.download() != null && !download(answer.download())) {
            send(overloaded("Too many downloads are under way here."));
            return;
        }
        written = answer.written();
        try {
            boolean ends = !mayHaveBody() || body().endsSoon();
            Answer sent = ends ? answer : answer.with(CLOSE);
            chassis.writer().send(exchange, sent, request, response, this, this::watched);
            if (!over.get()) {
                await(answer.content().capacity());
            }
        } catch (Throwable fault) { // whatever happens, connection and place must be released
            log.error("request {}: the answer was not sent", exchange.requestId(), fault);
            failed(fault);
        }
    }

    /** A download or a stream lasts as long as the client reads, so it has a place of another kind. */
    private boolean download(Download download) {
        if (download instanceof EventStream stream) {
            leave();
            streaming = chassis.streams().begin(exchange.address(), stream) ? stream : null;
            return streaming != null;
        }
        return transfer(chassis.limiter().downloads());
    }

    /** Wraps a stream so that each piece must be taken within a deadline. */
    private OutputStream watched(OutputStream out) {
        return new WatchedOutput(
                out,
                length -> chassis.waiting()
                        .forTaker(
                                party(),
                                BESIDE,
                                chassis.bodies().answerNanos(length),
                                () -> cutOff("The deadline has passed.")));
    }

    /** In HTTP/2 a body need not be announced, and may come with any request. */
    private boolean mayHaveBody() {
        return body != null
                || announced
                || (request.getLength() < 0
                        && (!SAFE.contains(request.getMethod())
                                || request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2));
    }

    /** The answer was not taken at once: releases its place and counts its bytes. */
    private void await(int bytes) {
        leave();
        Waiting.Wait wait = chassis.waiting()
                .forTaker(
                        party(),
                        (long) bytes + BESIDE,
                        chassis.bodies().answerNanos(bytes),
                        () -> cutOff("The deadline has passed."));
        if (wait == null) {
            cutOff("Too many bytes of answers are unread.");
            return;
        }
        taking = wait;
        if (over.get()) {
            wait.end();
        } else if (mayHaveBody()) {
            body().discard(() -> cutOff("The rest of its body did not arrive."));
        }
    }

    /** Drops a client that does not read, with all that it asked for on this connection. */
    private void cutOff(String why) {
        IOException cause = new IOException("The client did not read the answer. " + why);
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
            } finally { // without its callback the connection would hang
                end();
            }
        }
    }

    /** The content may still be in use somewhere, so its array is not reused. */
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
            chassis.limiter().giveBack(exchange.address());
        }
        if (entered) {
            entered = false;
            chassis.limiter().leave();
        }
        if (transfers != null) {
            transfers.end(exchange.address());
            transfers = null;
        }
        if (streaming != null) {
            chassis.streams().end(exchange.address(), streaming);
            streaming = null;
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return callback.getInvocationType();
    }
}
