package magpie.gateway.http;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.auth.Viewer;
import magpie.gateway.http.body.Body;
import magpie.gateway.http.body.BodyKind;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.http.body.Form;
import magpie.gateway.http.body.Multipart;
import magpie.gateway.json.JsonBody;
import magpie.gateway.limit.RateLimitStatus;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** One request, as routes see it. It belongs to the thread that serves it. */
public final class Exchange {
    private static final int MAX_DEVICE = 200;
    private static final byte[] NOTHING = {};

    private final Request request;
    private final BodyLimits limits;
    private final String requestId;
    private final String address;
    private final boolean secure;
    private final List<RateLimitStatus> standings = new ArrayList<>(2);
    private Map<String, String> path = Map.of();
    private @Nullable Api api;
    private @Nullable Route route;
    private @Nullable Viewer viewer;
    private @Nullable Query query;
    private @Nullable Body body;
    private List<HttpField> fields = List.of();
    private boolean admitted;
    private boolean refused;
    private boolean ended;

    /** A request whose origin is known; what it leads to and who asks is found out later. */
    Exchange(Request request, BodyLimits limits, String requestId, String address, boolean secure) {
        this.request = request;
        this.limits = limits;
        this.requestId = requestId;
        this.address = address;
        this.secure = secure;
    }

    /** The variable segment of the path as an id; {@code MALFORMED} when it is none. */
    public long id(String name) {
        long id = JsonBody.id(path(name));
        if (id == 0) {
            throw Query.malformed(name, "Must be an id: a string of decimal digits.");
        }
        return id;
    }

    /** The variable segment of the path, decoded. */
    public String path(String name) {
        String segment = path.getOrDefault(name, "");
        // Jetty decodes letters of all scripts, and leaves blanks, quotes and the like as they were sent.
        return segment.indexOf('%') < 0 ? segment : URIUtil.decodePath(segment);
    }

    /** The parameters behind the question mark. */
    public Query query() {
        if (query == null) {
            query = Query.parse(request.getHttpURI().getQuery());
        }
        return query;
    }

    /** The JSON object that was sent. */
    public JsonBody json() {
        return JsonBody.parse(bytes(BodyKind.JSON));
    }

    /** The form that was sent. */
    public Form form() {
        return Form.parse(bytes(BodyKind.FORM));
    }

    /** What is sent to a route that {@link Route#taking takes} more than fits in memory, as it comes; once. */
    public InputStream upload() {
        return sent().stream(most());
    }

    /** The same as the parts of a form, with its files; once. */
    public Multipart multipart() {
        return Multipart.of(header("Content-Type"), upload());
    }

    /** Whether what was sent says that it is of a kind, where a route takes several. */
    public boolean brings(BodyKind kind) {
        return kind.isThatOf(request);
    }

    private byte[] bytes(BodyKind kind) {
        limits.admit(request, kind);
        return body == null ? NOTHING : body.bytes();
    }

    /** Whether anything was sent as a body. */
    public boolean hasBody() {
        return request.getLength() != 0;
    }

    /** A header field; null when it is not there. */
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /** A cookie; null when it is not there. */
    public @Nullable String cookie(String name) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            return null;
        }
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    /** Who is signed in; null for nobody. */
    public @Nullable Viewer viewer() {
        return viewer;
    }

    /** The id of who is signed in; 0 for nobody. */
    public long viewerId() {
        return viewer == null ? 0 : viewer.userId();
    }

    /** Who is signed in, on a route that nobody else reaches. */
    public Viewer signedIn() {
        if (viewer == null) {
            throw unauthenticated();
        }
        return viewer;
    }

    /** What whoever must be signed in and is not is told. */
    public ServiceException unauthenticated() {
        return ServiceException.of(
                Code.UNAUTHENTICATED,
                refused || ended
                        ? "The access token is not valid or has expired."
                        : "Sign in first: there is no access token.");
    }

    /** Whether the session of who is signed in has ended, on a route that they reach all the same. */
    public boolean hasEnded() {
        return ended;
    }

    /** A header field that goes out with whatever is answered. */
    public void add(HttpField field) {
        List<HttpField> more = new ArrayList<>(fields);
        more.add(field);
        fields = more;
    }

    /** Where the request comes from: the client's address, or behind trusted proxies what they say it is. */
    public String address() {
        return address;
    }

    /** Whether the client came by TLS. */
    public boolean secure() {
        return secure;
    }

    /** What the client calls itself. */
    public String device() {
        String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        String printable = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "");
        return printable.substring(0, Math.min(MAX_DEVICE, printable.length()));
    }

    /** The HTTP method. */
    public String method() {
        return request.getMethod();
    }

    /** What finds this request in the log. */
    public String requestId() {
        return requestId;
    }

    /** Notes how a limit stands after this request; {@code RATE_LIMITED} when it was too much. */
    public void spend(RateLimitStatus standing) {
        if (standing.limited()) {
            standings.add(standing);
        }
        standing.check();
    }

    /** Notes who asks. */
    public void recognise(Viewer found) {
        viewer = found;
    }

    /** How many bytes may be sent; 0 for those of what is small. */
    long most() {
        return route == null ? 0 : route.upload();
    }

    private Body sent() {
        if (body == null || most() == 0) {
            throw new IllegalStateException("exchange: no upload (expected: a route that takes one)");
        }
        return body;
    }

    /** Notes what was sent as a body. */
    void bring(Body sent) {
        body = sent;
    }

    /** Notes that there was something to sign in with, and that it is of no use. */
    void refuse() {
        refused = true;
    }

    /** Notes that the session of who asks has ended. */
    void end() {
        ended = true;
    }

    /** Whether it is a token that is at fault where nobody is signed in. */
    boolean isRefused() {
        return refused || ended;
    }

    List<HttpField> fields() {
        return fields;
    }

    boolean isAdmitted() {
        return admitted;
    }

    void markAdmitted() {
        admitted = true;
    }

    void lead(Api to, Router.@Nullable Match match) {
        api = to;
        if (match != null) {
            route = match.route();
            path = match.values();
        }
    }

    /** The API that was asked. */
    Api api() {
        if (api == null) {
            throw new IllegalStateException("exchange: no API yet (expected: led to one before it is served)");
        }
        return api;
    }

    @Nullable
    Route route() {
        return route;
    }

    List<RateLimitStatus> standings() {
        return standings;
    }

    boolean acceptsGzip() {
        return Gzip.accepted(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
    }
}
