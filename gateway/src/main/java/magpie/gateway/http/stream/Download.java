package magpie.gateway.http.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Writes content as it is made. */
@FunctionalInterface
public interface Download {
    /** Writes all of it; a failure breaks the connection off, so that the client sees that it is not whole. */
    void write(OutputStream out) throws IOException;
}
