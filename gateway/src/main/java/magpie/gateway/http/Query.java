package magpie.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.Limits;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/** The query parameters; if one appears twice, the first counts. */
public final class Query {
    private static final int DEFAULT_LIMIT = 20;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Parses an encoded query; {@code MALFORMED} if the encoding is broken. */
    public static Query parse(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return new Query(Map.of());
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Query(values);
    }

    /** The page size: 20 by default. */
    public int limit() {
        String text = values.get("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = number(text);
        if (limit >= 1 && limit <= Limits.PAGE) {
            return limit;
        }
        throw ServiceException.invalid("limit", "Must be a whole number from 1 to " + Limits.PAGE + ".");
    }

    /** The cursor as given; null for the first page. */
    public @Nullable String cursor() {
        return values.get("cursor");
    }

    /** A boolean parameter; false if absent. */
    public boolean flag(String name) {
        return switch (values.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ServiceException.invalid(name, "Must be true or false.");
        };
    }

    /** Parses one to three decimal digits; 0 for anything else. */
    private static int number(String text) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i == 3) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The error for an unreadable part of the address. */
    public static ServiceException malformed(String field, String message) {
        return new ServiceException(
                Code.MALFORMED, "The request cannot be read.", List.of(new FieldError(field, message)), 0, null);
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("query", "Has a broken percent-encoding.");
        }
    }
}
