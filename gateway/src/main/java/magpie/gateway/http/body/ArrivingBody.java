package magpie.gateway.http.body;

import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A body as it arrives, with a maximum of bytes. */
record ArrivingBody(Body body, long most) implements Content.Source {
    @Override
    public Content.@Nullable Chunk read() {
        return body.piece(most);
    }

    @Override
    public void demand(Runnable then) {
        body.wake(then);
    }

    /** A reader that has enough leaves the rest, which is discarded after the answer. */
    @Override
    public void fail(Throwable failure) {}
}
