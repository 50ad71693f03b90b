package magpie.gateway.http.coding;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A content coding (RFC 9110, 8.4.1). */
public enum Coding {
    /** Zstandard. */
    ZSTD("zstd"),
    /** Deflate in gzip's frame. */
    GZIP("gzip");

    private final String token;
    private final HttpField field;

    Coding(String token) {
        this.token = token;
        this.field = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, token);
    }

    /** The name that header fields have for it. */
    public String token() {
        return token;
    }

    /** The field of an answer that is coded so. */
    public HttpField field() {
        return field;
    }
}
