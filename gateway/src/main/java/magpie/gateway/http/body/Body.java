package magpie.gateway.http.body;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.http.admission.Waiting;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read as it arrives: meanwhile it holds neither a thread nor a place, and its deadline
 * depends on its size. It is kept only if somebody {@link #keep wants} it, else discarded after the answer: in HTTP/1.1
 * the next request could not be told from it, and closing a connection while bytes arrive resets it, so that the client
 * would not get to read why (RFC 9112, 9.6).
 */
public final class Body implements Invocable.Task {
    private static final byte[] NOTHING = {};
    private static final int FIRST = 4_096;
    /** After so many pieces in a row, others on this thread have their turn. */
    private static final int TURN = 16;
    /** A client that sends more than this after the answer does not want to read it. */
    private static final long MOST_THROWN_AWAY = 32L << 20;

    /** How much longer to wait for discarded content per byte that arrives: at least a megabyte a second. */
    private static final long NANOS_A_BYTE = 1_000;

    private final Request request;
    private final BodyLimits limits;
    private final Waiting waiting;
    private final Waiting.Party party;
    private final long length;
    private final long since = System.nanoTime();
    private byte[] kept = NOTHING;
    private int size;
    private long received;
    private long thrownAway;
    private boolean keeping;
    private boolean reading;
    private boolean ended;
    private boolean demanding;
    private boolean turning;
    private @Nullable Throwable broken;
    private @Nullable ServiceException refusal;
    private Waiting.@Nullable Wait wait;
    private @Nullable Runnable next;
    /** The stream that a reader was given. */
    private @Nullable InputStream given;
    /** A reader that waits for more. */
    private @Nullable Runnable reader;

    public Body(Request request, BodyLimits limits, Waiting waiting, Waiting.Party party) {
        this.request = request;
        this.limits = limits;
        this.waiting = waiting;
        this.party = party;
        this.length = request.getLength();
    }

    /** Everything is here or no more is wanted; nothing is here now; more is here already. */
    private enum Progress {
        OVER,
        DRY,
        MORE
    }

    /** Starts to keep the body; false if it is not complete yet. */
    public synchronized boolean keep() {
        keeping = true;
        Progress progress = take();
        while (progress == Progress.MORE) {
            progress = take();
        }
        return progress == Progress.OVER;
    }

    /** Runs something once the body is complete or refused. It must be fast: it runs on the server's thread. */
    public void whenArrived(Runnable then) {
        synchronized (this) {
            next = then;
            wait = waiting.forSender(
                    party, RequestWeight.of(request) + kept.length, limits.bodyNanos(Math.max(length, 0)), this::late);
            if (wait == null) {
                refuse(BodyLimits.noRoom());
            }
        }
        if (refusal == null) {
            demand();
        } else {
            over();
        }
    }

    /**
     * Streams the body to a reader on a thread that may block; nothing is kept. Ends early, with the reason, if it is
     * too long or too slow: a reader that fails with that fails the request.
     */
    public InputStream stream(long most) {
        synchronized (this) {
            wait = waiting.forSender(party, RequestWeight.of(request), limits.bodyNanos(0), this::late);
            if (wait == null) {
                refuse(BodyLimits.noRoom());
            }
            reading = true;
        }
        given = Content.Source.asInputStream(new ArrivingBody(this, most));
        return given;
    }

    /** Why there is no body; null if there is one. */
    public synchronized @Nullable ServiceException refusal() {
        return refusal;
    }

    /** The kept bytes. */
    public synchronized byte[] bytes() {
        if (refusal != null) {
            throw refusal;
        }
        return size == kept.length ? kept : Arrays.copyOf(kept, size);
    }

    /** Takes back a reader's stream when it is no longer needed: it may hold a piece. */
    public void takeBack() {
        IO.close(given);
    }

    /** Whether the body has ended, or soon will by its own account; if not, the connection must be closed. */
    public synchronized boolean endsSoon() {
        if (!ended && !demanding) {
            take();
        }
        return ended || (length >= 0 && length <= limits.bodyBytes());
    }

    /** While the answer is not taken: discards what arrives, as it would fill memory; reports if that ends badly. */
    public void discard(Runnable badly) {
        synchronized (this) {
            keepNothing();
            next = () -> {
                if (broken != null) {
                    badly.run();
                }
            };
        }
        goOn();
    }

    /** After the answer: discards what still arrives for a while, then reports the end, good or bad. */
    public void linger(Callback then) {
        synchronized (this) {
            long nanos = limits.lingerNanos(length < 0 ? 0 : length - received, refusal != null);
            keepNothing();
            next = () -> tell(then);
            if (ended || awaitsLeave()) {
                ended = true;
            } else if (wait == null) {
                wait = waiting.forSender(party, RequestWeight.of(request), nanos, this::late);
                broken = wait == null ? new IOException("Too many bytes of bodies are awaited.") : broken;
            } else {
                wait.until(nanos);
            }
        }
        goOn();
    }

    /** Whether the client waits for permission to send (100 Continue): it now knows that it need not. */
    private boolean awaitsLeave() {
        HttpField expected = request.getHeaders().getField(HttpHeader.EXPECT);
        return received == 0 && !demanding && expected != null;
    }

    private void tell(Callback then) {
        if (broken == null) {
            then.succeeded();
        } else {
            then.failed(broken);
        }
    }

    /** There is content, or the connection broke, or it is this one's turn again. */
    @Override
    public void run() {
        Progress progress;
        synchronized (this) {
            demanding = false;
        }
        if (wakeReader()) {
            return;
        }
        synchronized (this) {
            turning = false;
            progress = take();
            turning = progress == Progress.MORE;
        }
        switch (progress) {
            case OVER -> over();
            case DRY -> demand();
            case MORE -> Thread.startVirtualThread(this);
        }
    }

    /** Whether a reader was woken. */
    private boolean wakeReader() {
        Runnable waits;
        synchronized (this) {
            waits = reader;
            reader = null;
        }
        if (waits != null) {
            waits.run();
        }
        return waits != null;
    }

    private void goOn() {
        if (ended || broken != null) {
            over();
        } else {
            demand();
        }
    }

    private void demand() {
        synchronized (this) {
            if (next == null || demanding || turning) {
                return;
            }
            demanding = true;
        }
        request.demand(this);
    }

    private void over() {
        Runnable then;
        synchronized (this) {
            then = next;
            next = null;
            if (then != null && wait != null) {
                wait.end();
                wait = null;
            }
        }
        if (then != null) {
            then.run();
        }
    }

    private void late() {
        synchronized (this) {
            if (wait != null) {
                wait.end();
                wait = null; // what is waited for behind the answer has a wait of its own
            }
            if (keeping || reading) {
                refuse(ServiceException.of(Code.MALFORMED, "The body did not arrive in time."));
            } else {
                broken = new EOFException("The client did not finish its body.");
            }
        }
        if (!wakeReader()) {
            over();
        }
    }

    private void refuse(ServiceException reason) {
        refusal = reason;
        keepNothing();
    }

    private void keepNothing() {
        keeping = false;
        reading = false;
        kept = NOTHING;
    }

    private Progress take() {
        for (int pieces = 0; pieces < TURN && !ended; pieces++) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return Progress.DRY;
            }
            boolean wanted = keeping;
            try {
                take(chunk);
            } finally {
                chunk.release();
            }
            if (broken != null || (wanted && refusal != null)) {
                return Progress.OVER;
            }
        }
        return ended ? Progress.OVER : Progress.MORE;
    }

    private void take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            broken = chunk.getFailure();
            ended = true;
            if (keeping || reading) {
                refuse(new ServiceException(
                        Code.MALFORMED, "The body did not arrive as announced.", List.of(), 0, broken));
            }
            return;
        }
        received += chunk.remaining();
        ended = chunk.isLast();
        if (keeping) {
            keep(chunk.getByteBuffer());
            return;
        }
        thrownAway += chunk.remaining();
        if (wait != null) {
            wait.later(chunk.remaining() * NANOS_A_BYTE);
        }
        if (thrownAway > MOST_THROWN_AWAY && !ended) {
            broken = new IOException("The client keeps sending after the answer.");
        }
    }

    private void keep(ByteBuffer piece) {
        if (received > limits.jsonBytes()) {
            refuse(limits.tooLarge());
        } else if (room((int) received)) {
            int more = piece.remaining();
            piece.get(kept, size, more);
            size += more;
            if (length < 0 && wait != null) {
                wait.until(limits.bodyNanos(received) - (System.nanoTime() - since));
            }
        } else {
            refuse(BodyLimits.noRoom());
        }
    }

    private boolean room(int needed) {
        if (needed <= kept.length) {
            return true;
        }
        int grown = length >= 0 && length <= FIRST ? (int) length : Math.max(FIRST, kept.length * 2);
        int capacity = Math.max(needed, Math.min(grown, limits.jsonBytes()));
        if (wait != null && !wait.more(capacity - kept.length)) {
            return false;
        }
        kept = Arrays.copyOf(kept, capacity);
        return true;
    }

    /** Returns the next piece for a reader, or why there is none; null if nothing is here now. */
    synchronized Content.@Nullable Chunk piece(long most) {
        Content.Chunk piece = refusal == null ? request.read() : null;
        if (piece != null && Content.Chunk.isFailure(piece)) {
            take(piece);
        } else if (piece != null) {
            received += piece.remaining();
            ended = piece.isLast();
            if (received > most) {
                piece.release();
                refuse(BodyLimits.tooLarge(most));
            } else if (wait != null) {
                wait.until(limits.uploadNanos(received) - (System.nanoTime() - since));
            }
        }
        return refusal == null ? piece : Content.Chunk.from(refusal, true);
    }

    /** Wakes a reader when there is another piece, or a reason why there is none. */
    void wake(Runnable waiting) {
        boolean now;
        synchronized (this) {
            now = refusal != null;
            reader = now ? null : waiting;
            if (!now && demanding) {
                return;
            }
            demanding |= !now;
        }
        if (now) {
            waiting.run();
        } else {
            request.demand(this);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
