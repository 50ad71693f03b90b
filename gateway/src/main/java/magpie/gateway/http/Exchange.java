package magpie.gateway.http;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.auth.CookieName;
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

/** One request, as routes see it. Confined to the thread that serves it. */
public final class Exchange {
    private static final int MAX_DEVICE = 200;
    private static final byte[] NOTHING = {};

    private final Request request;
    private final BodyLimits limits;
    private final String requestId;
    private final String address;
    private final boolean secure;
    private final List<RateLimitStatus> rateLimits = new ArrayList<>(2);
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

    /** Creates a request of known origin; its route and viewer are found later. */
    Exchange(Request request, BodyLimits limits, String requestId, String address, boolean secure) {
        this.request = request;
        this.limits = limits;
        this.requestId = requestId;
        this.address = address;
        this.secure = secure;
    }

    /** Returns a path variable as an id; {@code MALFORMED} if it is none. */
    public long id(String name) {
        long id = JsonBody.id(path(name));
        if (id == 0) {
            throw Query.malformed(name, "Must be an id: a string of decimal digits.");
        }
        return id;
    }

    /** Returns a path variable, decoded. */
    public String path(String name) {
        String segment = path.getOrDefault(name, "");
        // Jetty decodes letters of all scripts, and leaves blanks, quotes and the like encoded.
        return segment.indexOf('%') < 0 ? segment : URIUtil.decodePath(segment);
    }

    /** The query parameters. */
    public Query query() {
        if (query == null) {
            query = Query.parse(request.getHttpURI().getQuery());
        }
        return query;
    }

    /** The JSON object in the body. */
    public JsonBody json() {
        return JsonBody.parse(bytes(BodyKind.JSON));
    }

    /** The form in the body. */
    public Form form() {
        return Form.parse(bytes(BodyKind.FORM));
    }

    /** Streams a body that may exceed memory, on a route that is {@link Route#taking taking} one; once. */
    public InputStream upload() {
        return sent().stream(most());
    }

    /** Streams the same as the parts of a form with files; once. */
    public Multipart multipart() {
        return Multipart.of(header("Content-Type"), upload());
    }

    /** Whether the body declares to be of a kind, for routes that accept several. */
    public boolean brings(BodyKind kind) {
        return kind.isThatOf(request);
    }

    private byte[] bytes(BodyKind kind) {
        limits.admit(request, kind);
        return body == null ? NOTHING : body.bytes();
    }

    /** Whether there is a body. */
    public boolean hasBody() {
        return request.getLength() != 0;
    }

    /** A header field; null if absent. */
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /** The host that the client asked for, with its port if it named one; null if it named none. */
    public @Nullable String authority() {
        return request.getHttpURI().getAuthority();
    }

    /** A cookie; null if absent. */
    public @Nullable String cookie(CookieName name) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            return null;
        }
        String called = name.of(secure);
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(called)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    /** The signed-in user; null for nobody. */
    public @Nullable Viewer viewer() {
        return viewer;
    }

    /** The id of the signed-in user; 0 for nobody. */
    public long viewerId() {
        return viewer == null ? 0 : viewer.userId();
    }

    /** The signed-in user, on a route that nobody else reaches. */
    public Viewer signedIn() {
        if (viewer == null) {
            throw unauthenticated();
        }
        return viewer;
    }

    /** The error for a request that must be signed in and is not. */
    public ServiceException unauthenticated() {
        return ServiceException.of(
                Code.UNAUTHENTICATED,
                refused || ended
                        ? "The access token is not valid or has expired."
                        : "Sign in first: there is no access token.");
    }

    /** Whether the viewer's session has ended, on a route that they may still call. */
    public boolean hasEnded() {
        return ended;
    }

    /** Adds a header field to whatever is answered. */
    public void add(HttpField field) {
        List<HttpField> more = new ArrayList<>(fields);
        more.add(field);
        fields = more;
    }

    /** The client's address; behind trusted proxies, the address that they report. */
    public String address() {
        return address;
    }

    /** Whether the client used TLS. */
    public boolean secure() {
        return secure;
    }

    /** The client's name for itself. */
    public String device() {
        String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        String printable = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "");
        return printable.substring(0, Math.min(MAX_DEVICE, printable.length()));
    }

    /** The HTTP method. */
    public String method() {
        return request.getMethod();
    }

    /** The id that finds this request in the log. */
    public String requestId() {
        return requestId;
    }

    /** Records a limit's state after this request; {@code RATE_LIMITED} if it was exceeded. */
    public void spend(RateLimitStatus status) {
        if (status.limited()) {
            rateLimits.add(status);
        }
        status.check();
    }

    /** Sets who is asking. */
    public void recognise(Viewer found) {
        viewer = found;
    }

    /** The most bytes of an upload; 0 for a small body. */
    long most() {
        return route == null ? 0 : route.upload();
    }

    private Body sent() {
        if (body == null || most() == 0) {
            throw new IllegalStateException("exchange: no upload (expected: a route that takes one)");
        }
        return body;
    }

    /** Sets the body. */
    void bring(Body sent) {
        body = sent;
    }

    /** Records that the credentials were invalid. */
    void refuse() {
        refused = true;
    }

    /** Records that the viewer's session has ended. */
    void end() {
        ended = true;
    }

    /** Whether nobody is signed in because of an invalid token. */
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

    /** The API of the request. */
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

    List<RateLimitStatus> rateLimits() {
        return rateLimits;
    }

    @Nullable
    String acceptEncoding() {
        return request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    }
}
