package magpie.client;

import tools.jackson.databind.json.JsonMapper;

/** The mapper of this client. */
final class Json {
    /** Safe for use by all threads. */
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
