package magpie.kit.json;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper: records by their component names, unknown members ignored, absent ones take Java's default. */
public final class Json {
    /** Safe for use by all threads. */
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
