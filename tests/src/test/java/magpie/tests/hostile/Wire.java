package magpie.tests.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 byte by byte, for what no well-behaved client would send. One connection. */
final class Wire implements AutoCloseable {
    /** No answer may take longer. */
    static final int PATIENCE_MILLIS = 10_000;

    private static final int MOST = 16 << 20;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    Wire(int port) {
        this.port = port;
    }

    /** An answer, with its header names in lower case. */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Sends a request and reads its answer, which must come in time. */
    Reply ask(byte[] request) throws IOException {
        Socket open = socket == null ? open() : socket;
        boolean heard = false;
        try {
            Reply reply = reply(open, request);
            heard = !reply.header("connection").equalsIgnoreCase("close");
            return reply;
        } finally {
            if (!heard) {
                close();
            }
        }
    }

    private Reply reply(Socket open, byte[] request) throws IOException {
        try {
            write(open, request);
        } catch (SocketException e) {
            // The server hung up during the write; an answer may have arrived all the same.
        }
        Reply reply = read(startsWith(request, "HEAD "));
        if (reply == null) {
            throw new IOException("the connection was closed without a word");
        }
        return reply;
    }

    /** Sends bytes and nothing else on a new connection; null if it is closed without an answer. */
    static @Nullable Reply shout(int port, byte[] bytes) throws IOException {
        try (Wire wire = new Wire(port)) {
            Socket open = wire.open();
            write(open, bytes);
            open.shutdownOutput();
            return wire.read(startsWith(bytes, "HEAD "));
        } catch (SocketException e) {
            return null; // the server hung up during the write
        }
    }

    /** Sends bytes and hangs up without waiting. */
    static void mumble(int port, byte[] bytes) throws IOException {
        try (Wire wire = new Wire(port)) {
            write(wire.open(), bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.setSoTimeout(PATIENCE_MILLIS);
        opened.setTcpNoDelay(true);
        in = new BufferedInputStream(opened.getInputStream());
        socket = opened;
        return opened;
    }

    private static void write(Socket to, byte[] bytes) throws IOException {
        to.getOutputStream().write(bytes);
        to.getOutputStream().flush();
    }

    private static boolean startsWith(byte[] request, String method) {
        return new String(request, 0, Math.min(request.length, method.length()), StandardCharsets.ISO_8859_1)
                .equals(method);
    }

    private @Nullable Reply read(boolean head) throws IOException {
        String status = line();
        while (status != null && status.startsWith("HTTP/1.1 1")) {
            headers();
            status = line();
        }
        if (status == null) {
            return null;
        }
        if (!status.matches("HTTP/1\\.1 [2-5][0-9][0-9]( .*)?")) {
            throw new IOException("no status line: " + status);
        }
        int code = Integer.parseInt(status.substring(9, 12));
        Map<String, String> headers = headers();
        boolean empty = head || code == 204 || code == 304;
        return new Reply(code, headers, empty ? new byte[0] : body(headers));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Math.min(MOST, Integer.parseInt(headers.get("content-length"))));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        String size = line();
        if (size == null) {
            throw new IOException("the answer was broken off");
        }
        return Integer.parseInt(size, 16);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
    }
}
