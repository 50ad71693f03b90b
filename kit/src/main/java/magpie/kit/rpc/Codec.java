package magpie.kit.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/**
 * Encodes one record type as CBOR with field names, so that versions can differ: a field the reader does not know is
 * ignored; an absent one is 0, false, null, or, for a list, a map or an array, empty. Nulls are not written.
 */
final class Codec {
    private static final CBORMapper MAPPER = mapper();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private Codec(Class<?> type) {
        reader = MAPPER.readerFor(type);
        writer = MAPPER.writerFor(type);
    }

    static Codec of(Class<?> type) {
        return new Codec(type);
    }

    byte[] encode(Object value) {
        return writer.writeValueAsBytes(value);
    }

    /** Throws a {@link tools.jackson.core.JacksonException} for bytes that are not such a record. */
    Object decode(byte[] bytes) {
        return reader.readValue(bytes);
    }

    private static CBORMapper mapper() {
        CBORMapper.Builder builder = CBORMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // Half an emoji in a text becomes U+FFFD instead of an error.
                .enable(CBORWriteFeature.LENIENT_UTF_ENCODING)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
        for (Class<?> type : List.of(List.class, Map.class, long[].class, int[].class, byte[].class)) {
            builder.withConfigOverride(type, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        return builder.build();
    }
}
