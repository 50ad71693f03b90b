package magpie.engines.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;

/** The part of Cassandra's protocol (version 4) needed here: sign in, run statements, and read a number. */
public final class Cql implements AutoCloseable {
    private static final byte REQUEST = 4;
    private static final byte STARTUP = 1;
    private static final byte READY = 2;
    private static final byte AUTHENTICATE = 3;
    private static final byte AUTH_RESPONSE = 15;
    private static final byte AUTH_SUCCESS = 16;
    private static final byte ERROR = 0;
    private static final int BAD_CREDENTIALS = 0x100;
    private static final byte QUERY = 7;
    private static final byte RESULT = 8;
    private static final short ONE = 1;
    private static final int SILENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Cql(Node node) throws IOException {
        socket = new Socket(node.host(), node.port(ServerKind.CLIENTS));
        socket.setSoTimeout(SILENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** The server refused this user and password. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Signs in; {@link RefusedException} if the password is wrong, or if the node accepts anybody. */
    public static Cql signedIn(Node node, String user, String password) throws IOException {
        Cql cql = new Cql(node);
        try {
            cql.ask(STARTUP, startup(), AUTHENTICATE);
            cql.ask(AUTH_RESPONSE, login(user, password), AUTH_SUCCESS);
            return cql;
        } catch (IOException e) {
            cql.close();
            throw e;
        }
    }

    /** Connects without a user, which nodes that need a password refuse. */
    public static Cql anonymous(Node node) throws IOException {
        Cql cql = new Cql(node);
        try {
            cql.ask(STARTUP, startup(), READY);
            return cql;
        } catch (IOException e) {
            cql.close();
            throw e;
        }
    }

    public void run(String statement) throws IOException {
        ask(QUERY, query(statement), RESULT);
    }

    /** The result of a query that returns one number, which is the last thing in the answer. */
    public long number(String query) throws IOException {
        byte[] answer = ask(QUERY, query(query), RESULT);
        return ByteBuffer.wrap(answer).getLong(answer.length - Long.BYTES);
    }

    private static byte[] startup() {
        String name = "CQL_VERSION";
        String version = "3.0.0";
        byte[] body = new byte[3 * Short.BYTES + name.length() + version.length()];
        ByteBuffer buffer = ByteBuffer.wrap(body).putShort((short) 1);
        for (String text : new String[] {name, version}) {
            buffer.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        return body;
    }

    private static byte[] login(String user, String password) {
        byte[] token = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + token.length)
                .putInt(token.length)
                .put(token)
                .array();
    }

    private static byte[] query(String statement) {
        byte[] text = statement.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[Integer.BYTES + text.length + Short.BYTES + Byte.BYTES];
        ByteBuffer.wrap(body).putInt(text.length).put(text).putShort(ONE);
        return body;
    }

    private byte[] ask(byte operation, byte[] body, byte expected) throws IOException {
        out.writeByte(REQUEST);
        out.writeByte(0);
        out.writeShort(0);
        out.writeByte(operation);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
        in.skipNBytes(4);
        byte answered = in.readByte();
        byte[] answer = in.readNBytes(in.readInt());
        if (answered != expected) {
            String says = "Cassandra says " + new String(answer, StandardCharsets.UTF_8);
            throw isRefusal(answered, answer) ? new RefusedException(says) : new IOException(says);
        }
        return answer;
    }

    private static boolean isRefusal(byte answered, byte[] answer) {
        return answered == AUTHENTICATE
                || answered == READY
                || (answered == ERROR && ByteBuffer.wrap(answer).getInt() == BAD_CREDENTIALS);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
