package magpie.chaos;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import magpie.chaos.Violation.Kind;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/** An answer of the public API. */
public record Answer(HttpResponse<String> response) {
    private static final String PROBLEM = "application/problem+json";

    public int status() {
        return response.statusCode();
    }

    public JsonNode json() {
        return Json.MAPPER.readTree(response.body());
    }

    /** The value at a JSON pointer, as text. */
    public String text(String pointer) {
        return json().at(pointer).asString();
    }

    /** A number at a JSON pointer. */
    public long number(String pointer) {
        JsonNode node = json().at(pointer);
        demand(node.isNumber(), "a number at " + pointer);
        return node.asLong();
    }

    public boolean flag(String pointer) {
        JsonNode node = json().at(pointer);
        demand(node.isBoolean(), "true or false at " + pointer);
        return node.asBoolean();
    }

    /** One thing of each item of a page. */
    public <T> List<T> items(Function<JsonNode, T> thing) {
        return StreamSupport.stream(json().at("/items").spliterator(), false)
                .map(thing)
                .toList();
    }

    /** What a refusal says, in one line. */
    String reason() {
        boolean problem =
                response.headers().firstValue("content-type").orElse("").startsWith(PROBLEM);
        return status() + (problem ? " " + text("/code") + " " + text("/detail") : " without a reason");
    }

    /** Fails unless the status is the one expected; the body says why. */
    public Answer expect(int status) {
        demand(status() == status, "status " + status);
        return this;
    }

    /** A refusal with a code. */
    public Answer refused(int status, String code) {
        expect(status);
        demand(response.headers().firstValue("content-type").orElse("").startsWith(PROBLEM), PROBLEM);
        demand(text("/code").equals(code), "code " + code);
        demand(json().at("/status").asInt() == status, "the status in the body too");
        return this;
    }

    private void demand(boolean met, String expected) {
        if (!met) {
            throw new Violation(
                    Kind.WRONG_ANSWER,
                    response.request().method() + " " + response.uri() + ": " + status() + " " + response.body()
                            + " (expected: " + expected + ")");
        }
    }
}
