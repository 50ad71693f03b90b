package magpie.gateway.http.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Content that is written as it is made. */
@FunctionalInterface
public interface Download {
    /** Writes all of it; a failure breaks the connection, so that the client sees that it is incomplete. */
    void write(OutputStream out) throws IOException;
}
