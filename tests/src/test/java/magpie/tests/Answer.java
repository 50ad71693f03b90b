package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/** An answer of the public API. */
record Answer(HttpResponse<String> response) {

    int status() {
        return response.statusCode();
    }

    JsonNode json() {
        return Json.MAPPER.readTree(response.body());
    }

    /** The value at a JSON pointer, as text. */
    String text(String pointer) {
        return json().at(pointer).asString();
    }

    /** A number at a JSON pointer. */
    long number(String pointer) {
        JsonNode node = json().at(pointer);
        assertThat(node.isNumber()).as("%s in %s", pointer, response.body()).isTrue();
        return node.asLong();
    }

    boolean flag(String pointer) {
        JsonNode node = json().at(pointer);
        assertThat(node.isBoolean()).as("%s in %s", pointer, response.body()).isTrue();
        return node.asBoolean();
    }

    /** One thing of each item of a page. */
    <T> List<T> items(Function<JsonNode, T> thing) {
        return StreamSupport.stream(json().at("/items").spliterator(), false)
                .map(thing)
                .toList();
    }

    /** Fails unless the status is the one expected; the body says why. */
    Answer expect(int status) {
        assertThat(status())
                .as("%s %s: %s", response.request().method(), response.uri(), response.body())
                .isEqualTo(status);
        return this;
    }

    /** A refusal with a code. */
    Answer refused(int status, String code) {
        expect(status);
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(text("/code")).as(response.body()).isEqualTo(code);
        assertThat(json().at("/status").asInt()).isEqualTo(status);
        return this;
    }
}
