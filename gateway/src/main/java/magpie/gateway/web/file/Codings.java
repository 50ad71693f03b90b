package magpie.gateway.web.file;

import java.util.Objects;
import magpie.gateway.http.accept.Preferences;
import org.jspecify.annotations.Nullable;

/** How much a client wants each coding in which a file may be kept; 0 for one that it does not take. */
record Codings(int brotli, int gzip, int identity) {
    /** Below everything that a client asks for, and above what it refuses. */
    private static final int UNASKED = 1;

    private static final Codings PLAIN = new Codings(0, 0, UNASKED);
    private static volatile Read last = new Read(null, PLAIN);

    /** A field that was read, kept because browsers of one kind all send the same. */
    private record Read(@Nullable String field, Codings codings) {}

    /** Reads an Accept-Encoding field; null if it was absent. */
    static Codings of(@Nullable String field) {
        Read known = last;
        if (!Objects.equals(known.field, field)) {
            known = new Read(field, read(field));
            last = known;
        }
        return known.codings;
    }

    private static Codings read(@Nullable String field) {
        if (field == null) {
            return PLAIN;
        }
        Preferences wanted = Preferences.of(field);
        int identity = wanted.weight("identity", "*");
        return new Codings(
                Math.max(0, wanted.weight("br", "*")),
                Math.max(0, wanted.weight("gzip", "x-gzip", "*")),
                identity < 0 ? UNASKED : identity);
    }
}
