package magpie.bench.server;

import java.nio.charset.StandardCharsets;

/**
 * An account, as requests need it.
 *
 * @param id its id, as bytes of a path
 * @param authorization its header line
 */
public record Account(byte[] id, byte[] authorization) {

    static Account of(String id, String accessToken) {
        return new Account(bytes(id), bytes("Authorization: Bearer " + accessToken + "\r\n"));
    }

    /** Its id as text. */
    String idText() {
        return new String(id, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Account[" + idText() + "]";
    }
}
