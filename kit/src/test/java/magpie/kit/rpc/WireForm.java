package magpie.kit.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * What goes over wires, as lines that can be kept and compared: {@code Users.account} a method with its messages,
 * {@code UserRef.userId} a field with its form and type, {@code UserRef} a whole record as it was sent once.
 */
final class WireForm {
    private static final CBORMapper CBOR = new CBORMapper();
    private static final String SAMPLE = "sent as ";

    private final SortedMap<String, String> lines = new TreeMap<>();
    private final Map<String, Class<?>> records = new TreeMap<>();
    private final boolean cbor;

    private WireForm(boolean cbor) {
        this.cbor = cbor;
    }

    /** The contracts and all records that their methods take and return, as CBOR. */
    static WireForm ofContracts(List<Class<?>> contracts) {
        WireForm form = new WireForm(true);
        for (Class<?> contract : contracts) {
            for (Method method : contract.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers())) {
                    Class<?> request = method.getParameterTypes()[0];
                    form.add(
                            contract.getSimpleName() + "." + method.getName(),
                            name(request) + " -> " + name(method.getReturnType()));
                    form.addRecord(request);
                    form.addRecord(method.getReturnType());
                }
            }
        }
        return form;
    }

    /** The events of topics, as JSON. */
    static WireForm ofEvents(Map<String, Class<?>> topics) {
        WireForm form = new WireForm(false);
        topics.forEach((topic, events) -> Arrays.stream(events.getPermittedSubclasses())
                .forEach(event -> {
                    form.add("topic " + topic + "." + event.getSimpleName(), "event");
                    form.addRecord(event);
                }));
        return form;
    }

    /** The lines of the golden file. */
    static SortedMap<String, String> parsed(String text) {
        SortedMap<String, String> lines = new TreeMap<>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> lines.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]));
        return lines;
    }

    String text() {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Incompatibilities: what a peer that knows the golden form could not read, or would miss. */
    List<String> breaks(SortedMap<String, String> kept) {
        List<String> breaks = new ArrayList<>();
        kept.forEach((name, before) -> {
            String now = lines.get(name);
            if (now == null) {
                breaks.add(name + ": is gone (expected: " + before + ")");
            } else if (before.startsWith(SAMPLE)) {
                lost(name, before.substring(SAMPLE.length())).forEach(breaks::add);
            } else if (!now.equals(before)) {
                breaks.add(name + ": " + now + " (expected: " + before + ")");
            }
        });
        return breaks;
    }

    /** Additions since the golden form. */
    List<String> additions(SortedMap<String, String> kept) {
        return lines.keySet().stream().filter(name -> !kept.containsKey(name)).toList();
    }

    private void addRecord(Class<?> type) {
        Class<?> before = records.put(name(type), type);
        if (before != null) {
            if (before != type) {
                throw new AssertionError("two records of one name: " + type + ", " + before);
            }
            return;
        }
        JsonNode tree = tree(encoded(Sample.of(type)));
        add(name(type), SAMPLE + printed(encoded(Sample.of(type))));
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode field = Objects.requireNonNull(tree.get(component.getName()), component.toString());
            add(
                    name(type) + "." + component.getName(),
                    field.getNodeType().name().toLowerCase(Locale.ROOT) + " " + named(component.getGenericType()));
        }
    }

    private String named(Type type) {
        if (type instanceof ParameterizedType many) {
            return Arrays.stream(many.getActualTypeArguments())
                    .map(this::named)
                    .collect(Collectors.joining(" to ", ((Class<?>) many.getRawType()).getSimpleName() + " of ", ""));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            addRecord(plain);
        }
        return plain.isEnum() ? name(plain) + Arrays.toString(plain.getEnumConstants()) : name(plain);
    }

    /** The class of its contract identifies a message; names of records are not sent. */
    private static String name(Class<?> type) {
        Class<?> around = type.getDeclaringClass();
        return around == null ? type.getSimpleName() : around.getSimpleName() + "." + type.getSimpleName();
    }

    private void add(String name, String form) {
        lines.put(name, form);
    }

    /** Decodes a golden record: every field must come back as it was. */
    private List<String> lost(String name, String sent) {
        byte[] bytes = cbor ? HexFormat.of().parseHex(sent) : sent.getBytes(UTF_8);
        Class<?> type = Objects.requireNonNull(records.get(name), name);
        List<String> lost = new ArrayList<>();
        try {
            compare(name, tree(bytes), tree(encoded(decoded(type, bytes))), lost);
        } catch (RuntimeException e) {
            lost.add(name + ": cannot be read any more: " + e.getMessage());
        }
        return lost;
    }

    private static void compare(String name, JsonNode before, JsonNode now, List<String> lost) {
        if (before.isObject() && now.isObject()) {
            for (Map.Entry<String, JsonNode> field : before.properties()) {
                compare(name + "." + field.getKey(), field.getValue(), now.path(field.getKey()), lost);
            }
        } else if (before.isArray() && now.size() == before.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(name + "[" + i + "]", before.get(i), now.get(i), lost);
            }
        } else if (!before.equals(now)) {
            lost.add(name + ": is read as " + now + " (expected: " + before + ")");
        }
    }

    private byte[] encoded(Object value) {
        return cbor ? Codec.of(value.getClass()).encode(value) : Json.MAPPER.writeValueAsBytes(value);
    }

    private Object decoded(Class<?> type, byte[] bytes) {
        return cbor ? Codec.of(type).decode(bytes) : Json.MAPPER.readValue(bytes, type);
    }

    private JsonNode tree(byte[] bytes) {
        return cbor ? CBOR.readTree(bytes) : Json.MAPPER.readTree(bytes);
    }

    private String printed(byte[] bytes) {
        return cbor ? HexFormat.of().formatHex(bytes) : new String(bytes, UTF_8);
    }
}
