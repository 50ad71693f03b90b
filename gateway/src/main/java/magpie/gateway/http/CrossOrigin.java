package magpie.gateway.http;

import java.util.List;
import java.util.Set;

/**
 * The CORS policy of an API: what browsers are told about pages of other sites. They never send cookies.
 *
 * @param origins the sites, such as {@code https://example.org}; {@code *} for all
 * @param sent the header fields that they may send
 * @param shown the header fields of an answer that they may read
 */
public record CrossOrigin(List<String> origins, Set<String> sent, Set<String> shown) {
    /** For an API that only its own site's pages call. */
    public static final CrossOrigin NONE = new CrossOrigin(List.of(), Set.of(), Set.of());
}
