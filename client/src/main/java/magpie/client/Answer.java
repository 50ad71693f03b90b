package magpie.client;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the public API, whatever its status. Values are named by JSON pointers, such as {@code /user/id}.
 *
 * @param response the whole of it
 */
public record Answer(HttpResponse<String> response) {
    private static final String PROBLEM = "application/problem+json";

    /** The HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** The body, read as JSON. */
    public JsonNode json() {
        return Json.MAPPER.readTree(response.body());
    }

    /** The value at a JSON pointer, as text; empty if there is none. */
    public String text(String pointer) {
        return json().at(pointer).asString();
    }

    /** The number at a JSON pointer; fails if there is none. */
    public long number(String pointer) {
        JsonNode node = json().at(pointer);
        demand(node.isNumber(), "a number at " + pointer);
        return node.asLong();
    }

    /** The truth value at a JSON pointer; fails if there is none. */
    public boolean flag(String pointer) {
        JsonNode node = json().at(pointer);
        demand(node.isBoolean(), "true or false at " + pointer);
        return node.asBoolean();
    }

    /** Maps each item of a page. */
    public <T> List<T> items(Function<JsonNode, T> thing) {
        return StreamSupport.stream(json().at("/items").spliterator(), false)
                .map(thing)
                .toList();
    }

    /** The refusal in one line: its status, its code and its text for people. */
    public String reason() {
        return status() + (isProblem() ? " " + text("/code") + " " + text("/detail") : " without a reason");
    }

    /** This answer, if its status is the one expected; otherwise an {@link UnexpectedAnswerException}. */
    public Answer expect(int status) {
        demand(status() == status, "status " + status);
        return this;
    }

    /** This answer, if it is a refusal with that status and code; otherwise an {@link UnexpectedAnswerException}. */
    public Answer refused(int status, String code) {
        expect(status);
        demand(isProblem(), PROBLEM);
        demand(text("/code").equals(code), "code " + code);
        demand(json().at("/status").asInt() == status, "the status in the body too");
        return this;
    }

    private boolean isProblem() {
        return response.headers().firstValue("content-type").orElse("").startsWith(PROBLEM);
    }

    private void demand(boolean met, String expected) {
        if (!met) {
            throw new UnexpectedAnswerException(this, expected);
        }
    }
}
