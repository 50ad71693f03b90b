package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.kit.json.Json;
import magpie.tests.ApiDocument.Operation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Everything that can be wrong with a body, on every route that takes one. */
class FuzzBodiesTest extends Fuzz {
    @Test
    void aWrongFieldIsNamed() throws SQLException {
        for (Operation operation : withBody()) {
            for (Map.Entry<String, JsonNode> field : fields(operation).entrySet()) {
                Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                for (Object wrong : wrong(field.getKey(), field.getValue())) {
                    body.put(field.getKey(), wrong);
                    barrage.named(shot(operation).json(body), field.getKey());
                }
            }
        }
        assertThat(barrage.shots()).isGreaterThan(150);
    }

    @Test
    void aMissingFieldIsNamed() throws SQLException {
        for (Operation operation : withBody()) {
            for (JsonNode required : schema(operation).path("required")) {
                Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                body.remove(required.asString());
                barrage.named(shot(operation).json(body), required.asString());
            }
        }
        assertThat(barrage.shots()).isGreaterThan(8);
    }

    @Test
    void whatIsTooLongIsRefusedAndWhereItMayBeNamed() throws SQLException {
        Set<String> secrets = Set.of("login", "refreshToken", "currentPassword", "password");
        for (Operation operation : withBody()) {
            for (String field : fields(operation).keySet()) {
                if (goodBody(operation).get(field) instanceof String && !field.equals("replyToId")) {
                    Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
                    body.put(field, "x".repeat(20_000));
                    boolean named = !secrets.contains(field) || id(operation).equals("register");
                    if (named) {
                        barrage.named(shot(operation).json(body), field);
                    } else {
                        barrage.refused(shot(operation).json(body), 401, 403, 422);
                    }
                    body.put(field, "x".repeat(70_000));
                    barrage.refused(shot(operation).json(body), 413);
                }
            }
            barrage.refused(shot(operation).json("x".repeat(1_000_000)), 413);
            Shot endless = shot(operation).json("x".repeat(3_000_000));
            barrage.shout(endless, endless.bytes());
        }
        assertThat(barrage.shots()).isGreaterThan(25);
    }

    @Test
    void aBodyThatIsNoJsonIsMalformed() throws SQLException {
        for (Operation operation : withBody()) {
            for (String body : Mischief.NO_JSON) {
                barrage.refused(shot(operation).json(body), 400);
            }
            for (int[] bytes : Mischief.NO_UTF8) {
                barrage.refused(shot(operation).json("").body(withIn(goodBody(operation), bytes)), 400);
            }
            for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
                byte[] body = new String(withIn(goodBody(operation)), StandardCharsets.UTF_8)
                        .getBytes(java.nio.charset.Charset.forName(charset));
                barrage.refused(shot(operation).json("").body(body), 400);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(250);
    }

    @Test
    void aBodyOfAnotherTypeIsNotTaken() throws SQLException {
        for (Operation operation : withBody()) {
            Shot shot = shot(operation).json(goodBody(operation));
            barrage.refused(shot.without("Content-Type"), 415);
            for (String type : List.of(
                    "text/plain",
                    "text/json",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/jsonx",
                    "application",
                    ";;",
                    "\"application/json\"",
                    "application/json, text/plain",
                    "x".repeat(2_000))) {
                barrage.refused(shot.with("Content-Type", type), 400, 415);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(70);
    }

    /** Values that a field must not have according to the document. */
    private static List<Object> wrong(String field, JsonNode schema) {
        String type = schema.toString();
        boolean object = field.equals("settings");
        boolean list = type.contains("array");
        List<Object> wrong = new ArrayList<>(List.of(1, -1.5, true, List.of("x")));
        if (!type.contains("null")) {
            wrong.add(Json.MAPPER.nullNode());
        }
        if (!object) {
            wrong.add(Map.of());
            wrong.add(Map.of("text", "x"));
        }
        if (!list) {
            wrong.add(List.of());
        }
        wrong.add("\u0000");
        wrong.add("half \ud83d a bird");
        return wrong;
    }

    /** A body in UTF-8 with some bytes inserted into one of its strings. */
    private static byte[] withIn(Map<String, Object> body, int... bytes) {
        Map<String, Object> marked = new LinkedHashMap<>(body);
        marked.replaceAll((field, value) -> value instanceof String text ? text + "~" : value);
        String json = Json.MAPPER.writeValueAsString(marked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int mark = json.indexOf('~');
        out.writeBytes(json.substring(0, mark).getBytes(StandardCharsets.UTF_8));
        for (int b : bytes) {
            out.write(b);
        }
        out.writeBytes(json.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
