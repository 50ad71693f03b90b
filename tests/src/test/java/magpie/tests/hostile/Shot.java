package magpie.tests.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import magpie.kit.json.Json;
import magpie.tests.ApiDocument.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire; each character of its head is a byte.
 *
 * @param operation what it is aimed at; null if nothing described
 */
record Shot(@Nullable Operation operation, String method, String target, Map<String, String> headers, byte[] body) {

    static Shot at(Operation operation, String target) {
        return new Shot(operation, operation.method(), target, Map.of("Host", "magpie.test"), new byte[0]);
    }

    Shot method(String other) {
        return new Shot(operation, other, target, headers, body);
    }

    Shot target(String other) {
        return new Shot(operation, method, other, headers, body);
    }

    /** The same, aimed at nothing known. */
    Shot elsewhere() {
        return new Shot(null, method, target, headers, body);
    }

    Shot with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Shot(operation, method, target, more, body);
    }

    Shot without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Shot(operation, method, target, fewer, body);
    }

    Shot body(byte[] bytes) {
        return new Shot(operation, method, target, headers, bytes).with("Content-Length", "" + bytes.length);
    }

    Shot json(Object value) {
        String json = value instanceof String text ? text : escaped(Json.MAPPER.writeValueAsString(value));
        Shot shot = body(json.getBytes(StandardCharsets.UTF_8));
        return headers.containsKey("Content-Type") ? shot : shot.with("Content-Type", "application/json");
    }

    /** Escapes to ASCII, so that half a surrogate pair stays one. */
    private static String escaped(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars().forEach(c -> ascii.append(c < 128 ? "" + (char) c : String.format("\\u%04x", c)));
        return ascii.toString();
    }

    byte[] bytes() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        String whole = new String(bytes(), StandardCharsets.ISO_8859_1)
                .replaceAll("Bearer \\S+", "Bearer …")
                .replace("\r\n", "⏎");
        return whole.length() > 300 ? whole.substring(0, 300) + "… (" + whole.length() + ")" : whole;
    }
}
