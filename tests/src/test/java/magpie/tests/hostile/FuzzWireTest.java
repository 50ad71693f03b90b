package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import magpie.tests.ApiDocument.Operation;
import org.junit.jupiter.api.Test;

/** Broken HTTP, by design or by chance. */
class FuzzWireTest extends Fuzz {
    private static final long SEED = 20_260_131;
    private static final int MUTANTS = 1_200;

    @Test
    void brokenHttpIsRefusedOrHungUpOn() throws SQLException {
        Shot shot = shot(operation("publish")).json(Map.of("text", ""));
        for (String request : Mischief.brokenHttp(ann.token())) {
            barrage.shout(shot.target(name(request)).elsewhere(), request.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(barrage.shots()).isGreaterThan(40);
    }

    /** Only for the report. */
    private static String name(String request) {
        return request.substring(0, Math.min(80, request.length())).strip();
    }

    @Test
    void chanceFindsNothingEither() throws SQLException {
        Random random = new Random(SEED);
        List<Shot> good = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET") || operation.node().has("requestBody")) {
                good.add(
                        operation.node().has("requestBody")
                                ? shot(operation).json(harmless(operation))
                                : shot(operation));
            }
        }
        for (int i = 0; i < MUTANTS; i++) {
            Shot shot = good.get(random.nextInt(good.size()));
            byte[] bytes = mutant(shot.bytes(), random);
            barrage.shout(shot.target("mutant " + i).elsewhere(), bytes);
        }
    }

    /** A body that would be refused even if well-formed, so that no mutant of it stores anything. */
    private Map<String, Object> harmless(Operation operation) {
        Map<String, Object> body = new LinkedHashMap<>(goodBody(operation));
        switch (id(operation)) {
            case "register" -> body.put("email", "none");
            case "publish" -> body.put("replyToId", NOBODY);
            case "changeMe" -> body.put("settings", List.of());
            default -> {}
        }
        return body;
    }

    private static byte[] mutant(byte[] good, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int changes = 1 + random.nextInt(6);
        int at = 0;
        for (int i = 0; i < changes && at < good.length; i++) {
            int next = at + random.nextInt(good.length - at + 1);
            out.write(good, at, next - at);
            at = next;
            switch (random.nextInt(5)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> at = Math.min(good.length, at + 1 + random.nextInt(8));
                case 2 -> out.write(good, 0, Math.min(next, 40));
                case 3 -> {
                    out.write("\r\n\0 :;{}[]\"%".charAt(random.nextInt(12)));
                    at = Math.min(good.length, at + 1);
                }
                default -> out.writeBytes(Arrays.copyOfRange(good, Math.max(0, next - 16), next));
            }
        }
        out.write(good, at, good.length - at);
        return out.toByteArray();
    }

    @Test
    void whoStopsHalfwayIsForgotten() throws IOException, SQLException {
        Random random = new Random(SEED);
        byte[] whole = shot(operation("publish"))
                .json(Map.of("text", "half a thought"))
                .bytes();
        for (int i = 0; i < 100; i++) {
            Wire.mumble(world.node("gateway").port(), Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
    }
}
