package magpie.gateway.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object from a request. Mistakes in its fields are collected while they are read; {@link #check} reports all of
 * them together. Unknown members are ignored.
 */
public final class JsonBody {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ID_DIGITS = 19;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String prefix;
    private final List<FieldError> errors;

    private JsonBody(JsonNode object, String prefix, List<FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** Parses an object; {@code MALFORMED} if it is none. */
    public static JsonBody parse(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(text(bytes));
            if (node != null && node.isObject()) {
                return new JsonBody(node, "", new ArrayList<>());
            }
        } catch (CharacterCodingException | JacksonException e) {
            // The parser's message may quote what was sent: the caller only learns that it is no JSON.
        }
        throw ServiceException.of(Code.MALFORMED, "The body is not a JSON object in UTF-8.");
    }

    /** Decoded by the JDK, since Jackson guesses other encodings and accepts overlong forms of UTF-8. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Whether a member is present, even as null. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** A required string; empty after a mistake. */
    public String text(String field) {
        String text = optionalText(field);
        if (text == null && !object.has(field)) {
            wrong(field, "Is missing.");
        } else if (text == null && object.path(field).isNull()) {
            wrong(field, "Must be a string.");
        }
        return text == null ? "" : text;
    }

    /** A string; null if absent or null. */
    public @Nullable String optionalText(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            wrong(field, "Must be a string.");
            return null;
        }
        String text = node.stringValue();
        if (!wellFormed(text)) {
            wrong(field, "Must be well-formed Unicode without NUL characters.");
        }
        return text;
    }

    /** An id; 0 if absent or null. */
    public long optionalId(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        long id = node.isString() ? id(node.stringValue()) : 0;
        if (id == 0) {
            wrong(field, "Must be an id: a string of decimal digits.");
        }
        return id;
    }

    /** The size of a list; 0 if absent, null or no list. */
    public int listSize(String field) {
        JsonNode node = object.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            wrong(field, "Must be a list.");
        }
        return node.isArray() ? node.size() : 0;
    }

    /** A nested object; null if absent. */
    public @Nullable JsonBody object(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode()) {
            return null;
        }
        if (!node.isObject()) {
            wrong(field, "Must be an object.");
            return null;
        }
        return new JsonBody(node, prefix + field + ".", errors);
    }

    /** Records a mistake. */
    public void wrong(String field, String message) {
        errors.add(new FieldError(prefix + field, message));
    }

    /** Throws if there were mistakes. */
    public void check() {
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
    }

    /** Parses an id, a positive 64-bit number in decimal without leading zeros; 0 if it is none. */
    public static long id(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_DIGITS || text.charAt(0) == '0') {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean wellFormed(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
