package magpie.gateway.http.body;

import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A body as it comes, of so many bytes at most. */
record Arriving(Body body, long most) implements Content.Source {
    @Override
    public Content.@Nullable Chunk read() {
        return body.piece(most);
    }

    @Override
    public void demand(Runnable then) {
        body.wake(then);
    }

    /** Who has read enough leaves the rest, which is thrown away behind the answer. */
    @Override
    public void fail(Throwable failure) {}
}
