package magpie.tests;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the public API, which real answers are validated against. */
public final class ApiDocument {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String JSON = "json";

    /** Keywords at the root of an API description that no schema has. */
    private static final Set<String> KEYWORDS =
            Set.of("openapi", "info", "servers", "security", "tags", "paths", "components");

    private final ObjectNode root;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keywords(KEYWORDS.stream().map(NonValidationKeyword::new).toList())
                    .build(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private ApiDocument(ObjectNode root) {
        this.root = root;
        root.at("/paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(operation(path.getKey(), method.getKey()))));
    }

    /** Reads the document as a network serves it. */
    public static ApiDocument of(World world) {
        return parse(Person.visitor(world)
                .get("/openapi.yaml")
                .expect(200)
                .response()
                .body());
    }

    static ApiDocument parse(String yaml) {
        return new ApiDocument((ObjectNode) new YAMLMapper().readTree(yaml));
    }

    /** An operation of the API. */
    public record Operation(String method, String template, JsonPointer at, JsonNode node, Pattern path) {
        public String name() {
            return method + " " + template;
        }

        boolean takes(String asked, String rawPath) {
            return (asked.equals("HEAD") ? "GET" : asked).equals(method)
                    && path.matcher(rawPath).matches();
        }

        /** The statuses that it may be answered with. */
        public Set<String> statuses() {
            return new TreeSet<>(node.at("/responses").propertyNames());
        }
    }

    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        return operations;
    }

    /** Finds the operation of a request; null if the document does not know it. Fixed paths win over templates. */
    @Nullable
    public Operation operation(Answer answer) {
        String method = answer.response().request().method();
        String path = answer.response().uri().getRawPath();
        return operations.stream()
                .filter(operation -> operation.takes(method, path))
                .min((a, b) ->
                        Boolean.compare(a.template().contains("{"), b.template().contains("{")))
                .orElse(null);
    }

    /** Returns how an answer deviates from the document; empty if it is as described. */
    public List<String> complaints(Answer answer) {
        Operation operation = operation(answer);
        if (operation == null && isPage(answer)) {
            return List.of();
        }
        if (operation == null) {
            return answer.status() == 404 || answer.status() == 405
                    ? body(answer, at("/components/schemas/Problem"))
                    : List.of("answers, and is not described");
        }
        JsonPointer response =
                resolved(operation.at().appendProperty("responses").appendProperty("" + answer.status()));
        if (root.at(response).isMissingNode()) {
            return List.of(answer.status() + " is not described");
        }
        return content(answer, response);
    }

    /** Pages are no part of the API: their addresses are all that is not below its own. */
    private static boolean isPage(Answer answer) {
        return !answer.response().uri().getRawPath().startsWith("/v1/");
    }

    /** Returns the node that a pointer leads to, following references. */
    public JsonPointer resolved(JsonPointer pointer) {
        JsonNode ref = root.at(pointer).path("$ref");
        return ref.isString() ? resolved(at(ref.stringValue().substring(1))) : pointer;
    }

    private List<String> content(Answer answer, JsonPointer response) {
        String type = answer.response().headers().firstValue("content-type").orElse("");
        JsonNode content = root.at(response).path("content");
        if (content.isMissingNode()) {
            return type.isEmpty() && answer.response().body().isEmpty() ? List.of() : List.of("has a body: " + type);
        }
        String bare = type.replaceFirst(";.*", "");
        if (!content.has(bare)) {
            return List.of("is of the type " + type + ", which is not described");
        }
        boolean head = answer.response().request().method().equals("HEAD");
        JsonPointer schema =
                response.appendProperty("content").appendProperty(bare).appendProperty("schema");
        return head || !bare.contains(JSON) ? List.of() : body(answer, schema);
    }

    private List<String> body(Answer answer, JsonPointer schema) {
        return schemas.computeIfAbsent(schema.toString(), this::schema).validate(answer.json()).stream()
                .map(Error::toString)
                .toList();
    }

    /** The whole document as a schema that refers to a part of itself, so that references within resolve. */
    private Schema schema(String pointer) {
        return registry.getSchema(Json.MAPPER.createObjectNode().setAll(root).put("$ref", "#" + pointer));
    }

    private Operation operation(String template, String method) {
        JsonPointer at = at("/paths").appendProperty(template).appendProperty(method);
        Pattern path = Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+"));
        return new Operation(method.toUpperCase(Locale.ROOT), template, at, root.at(at), path);
    }

    public static JsonPointer at(String pointer) {
        return JsonPointer.compile(pointer);
    }
}
