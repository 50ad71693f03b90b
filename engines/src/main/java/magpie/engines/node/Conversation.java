package magpie.engines.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Exchanges a few bytes with a server: enough to know that it serves, without its driver. */
public final class Conversation implements AutoCloseable {
    private static final int MILLIS = 2_000;
    private static final int LONGEST = 4_096;

    private final Socket socket = new Socket();

    private Conversation() {}

    public static Conversation with(Node node, String purpose) throws IOException {
        return with(node.host(), node.port(purpose));
    }

    public static Conversation with(String host, int port) throws IOException {
        Conversation conversation = new Conversation();
        try {
            conversation.socket.connect(new InetSocketAddress(host, port), MILLIS);
            conversation.socket.setSoTimeout(MILLIS);
        } catch (IOException e) {
            conversation.close();
            throw e;
        }
        return conversation;
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public void expect(String text) throws IOException {
        String answer = new String(receive(text.length()), StandardCharsets.ISO_8859_1);
        if (!answer.equals(text)) {
            throw new IOException("it answers " + answer.strip());
        }
    }

    /** The next {@code count} bytes of the answer, fewer if it ends before. */
    public byte[] receive(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** One line of the answer, without its end. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            if (next < 0 || line.length() > LONGEST) {
                throw new IOException("its answer breaks off");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
