package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import magpie.kit.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/** {@code docs/dependencies.md} has a row, with the version, for every third-party dependency in the build files. */
class DependenciesDocsTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([@\\w./-]+)` \\| ([\\w.-]+) \\| [^|]+ \\| [^|]+ \\|$");
    private static final String MAVENS_OWN = "org.apache.maven.plugins";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> managed = new HashMap<>();
    private final Map<String, String> families = new HashMap<>();
    private final List<Element> poms = new ArrayList<>();

    @BeforeEach
    void readThePoms() throws ParserConfigurationException, IOException, SAXException {
        Element root = pom("pom.xml");
        poms.add(root);
        for (String module : Documents.modules()) {
            poms.add(pom(module + "/pom.xml"));
        }
        for (Node node : nodes(root.getElementsByTagName("properties").item(0).getChildNodes())) {
            properties.put(node.getNodeName(), node.getTextContent().strip());
        }
        for (Element dependency : within(root, "dependencyManagement", "dependency")) {
            if ("import".equals(text(dependency, "scope"))) {
                families.put(text(dependency, "groupId"), version(dependency));
            } else {
                managed.put(key(dependency), version(dependency));
            }
        }
        within(root, "pluginManagement", "plugin").forEach(plugin -> managed.put(key(plugin), version(plugin)));
    }

    @Test
    void everyDependencyAndPluginHasItsRow() {
        TreeSet<String> named = new TreeSet<>();
        for (Element pom : poms) {
            Stream.of("dependency", "path", "plugin")
                    .flatMap(kind -> elements(pom, kind).stream())
                    .filter(thing -> !"magpie".equals(text(thing, "groupId")))
                    .filter(thing -> !"import".equals(text(thing, "scope")))
                    .forEach(thing -> named.add(text(thing, "artifactId") + " " + found(thing)));
        }
        named.add("palantir-java-format " + properties.get("palantir-java-format.version"));
        named.addAll(packagesOfThePage());
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(named);
    }

    private static List<String> packagesOfThePage() {
        JsonNode file = Json.MAPPER.readTree(Documents.read("web/package.json"));
        return Stream.of("dependencies", "devDependencies")
                .flatMap(kind -> file.path(kind).properties().stream())
                .map(one -> one.getKey() + " " + one.getValue().asString())
                .toList();
    }

    private static List<String> rows() {
        return ROW.matcher(Documents.read("docs/dependencies.md"))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
    }

    /** The dependency's own version, or the one that the root pom or an imported BOM gives it. */
    private String found(Element thing) {
        if (!text(thing, "version").isEmpty()) {
            return version(thing);
        }
        String group = text(thing, "groupId");
        return Stream.concat(
                        Stream.ofNullable(managed.get(key(thing))),
                        families.entrySet().stream()
                                .filter(family -> (group + ".").startsWith(family.getKey() + "."))
                                .map(Map.Entry::getValue))
                .findFirst()
                .orElse("of no version");
    }

    private String version(Element thing) {
        String version = text(thing, "version");
        return version.startsWith("${")
                ? Objects.requireNonNullElse(properties.get(version.substring(2, version.length() - 1)), version)
                : version;
    }

    private static String key(Element thing) {
        String group = text(thing, "groupId");
        return (group.isEmpty() ? MAVENS_OWN : group) + ":" + text(thing, "artifactId");
    }

    private static Element pom(String path) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Documents.path(path).toFile())
                .getDocumentElement();
    }

    private static List<Element> within(Element root, String place, String name) {
        return elements((Element) root.getElementsByTagName(place).item(0), name);
    }

    private static List<Element> elements(Element root, String name) {
        return nodes(root.getElementsByTagName(name)).stream()
                .map(node -> (Element) node)
                .toList();
    }

    /** The text of a direct child; empty if there is none. */
    private static String text(Element parent, String child) {
        return nodes(parent.getChildNodes()).stream()
                .filter(node -> node.getNodeName().equals(child))
                .map(node -> node.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<Node> nodes(NodeList list) {
        return IntStream.range(0, list.getLength()).mapToObj(list::item).toList();
    }
}
