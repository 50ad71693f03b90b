package magpie.tests.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import magpie.api.Code;
import magpie.kit.json.Json;
import magpie.tests.hostile.Wire.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The rules for every refusal. */
final class ProblemRules {
    private static final Set<String> MEMBERS = Set.of("type", "title", "status", "detail", "code", "errors");

    /** How refusals look outside of the API. */
    private static final String PAGE = "text/html; charset=utf-8";

    /** Internals that must not be revealed: names of parts, files, exceptions. */
    private static final Pattern INSIDE =
            Pattern.compile("Exception|Error:|Overflow|\\bat magpie\\.|SQL|\\borg\\.|\\bcom\\.|"
                    + "\\bjava\\.|\\bjdk\\.|[Jj]etty|[Jj]ackson|\\.java|\\.db\\b|/(?:tmp|home|root)/|magpie-world");

    private ProblemRules() {}

    /** Returns all that is wrong with a refusal. */
    static List<String> faults(Reply reply, String target, boolean head) {
        List<String> faults = new ArrayList<>();
        if (INSIDE.matcher(reply.headers() + reply.text()).find()) {
            faults.add("tells what is inside: " + reply.headers() + reply.text());
        }
        boolean page =
                !target.startsWith("/v1/") && reply.header("content-type").equals(PAGE);
        if (page && !head && !reply.text().contains("<h1>")) {
            faults.add(reply.status() + " is a page that says nothing: " + reply.text());
        } else if (!page && !reply.header("content-type").equals("application/problem+json")) {
            faults.add(reply.status() + " is no problem+json but: " + reply.header("content-type"));
        } else if (!page && !head) {
            members(reply, faults);
        }
        return faults;
    }

    /** Returns the fields that a refusal names, in order; empty if it names none or is no JSON. */
    static List<String> fields(Reply reply) {
        return json(reply)
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }

    private static void members(Reply reply, List<String> faults) {
        JsonNode problem = json(reply);
        Set<String> names = new TreeSet<>(problem.propertyNames());
        String code = problem.path("code").asString("");
        names.add("errors");
        boolean whole = names.equals(new TreeSet<>(MEMBERS))
                && problem.path("status").asInt(0) == reply.status()
                && problem.path("type").asString("").startsWith("urn:magpie:problem:")
                && !problem.path("title").asString("").isBlank()
                && !problem.path("detail").asString("").isBlank()
                && known(code, reply.status());
        boolean named = problem.path("errors")
                .valueStream()
                .allMatch(error -> !error.path("field").asString("").isBlank()
                        && !error.path("message").asString("").isBlank());
        if (!whole || !named) {
            faults.add(reply.status() + " is not a problem as agreed: " + reply.text());
        }
    }

    /** Whether a code has this status; HTTP has several for what is too large or unreadable. */
    private static boolean known(String code, int status) {
        boolean listed =
                List.of(Code.values()).stream().anyMatch(known -> known.name().equals(code));
        return listed
                && switch (Code.valueOf(code)) {
                    case TOO_LARGE -> Set.of(413, 414, 431).contains(status);
                    case MALFORMED -> status >= 400 && status < 500;
                    default -> Code.valueOf(code).status() == status;
                };
    }

    private static JsonNode json(Reply reply) {
        try {
            return Json.MAPPER.readTree(reply.body());
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
