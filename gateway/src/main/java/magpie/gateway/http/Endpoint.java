package magpie.gateway.http;

/** Answers one kind of request. A {@link magpie.api.ServiceException} becomes a problem; blocking is fine. */
@FunctionalInterface
public interface Endpoint {
    /** Returns the answer. */
    Answer serve(Exchange exchange);
}
