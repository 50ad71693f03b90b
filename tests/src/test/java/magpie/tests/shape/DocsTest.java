package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import magpie.tests.shape.Documents.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks what the documents say about the checkout. */
class DocsTest {
    /** Anything that begins like one of our folders, in prose, tables and code blocks alike. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w./$-])((?:api|text|kit|client|redis|kafka|engines|services|gateway|app|bench|micro|chaos|shards|dist|tests|docs|\\.ci|\\.mvn)/[\\w./-]*)");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)`");
    private static final Pattern METER =
            Pattern.compile("(?:builder|timer|counter|gauge)\\(\\s*\"(magpie[._][a-z._]+)\"");
    private static final Pattern NAMED_METER = Pattern.compile("`(magpie_[a-z_]+)");
    private static final Pattern COMMAND = Pattern.compile("commands\\.put\\(\"([a-z-]+)\"");

    private static final Pattern ENGINE = Pattern.compile("new JavaEngine\\(\"\\w+\", \"([\\w.]+)\"\\)");

    /** The suffixes that Prometheus adds to the name of a counter or timer. */
    private static final Pattern UNIT = Pattern.compile("(_seconds)?(_total|_count|_sum|_max|_bucket)?$");

    private static final int SCREEN = 62;
    private static final int RESULT = 100;

    static List<Document> documents() {
        return Documents.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyPathADocumentNamesExists(Document document) {
        List<String> lost = document.find(PATH)
                .map(path -> path.replaceAll("[./]+$", ""))
                .filter(path -> !Documents.has(Path.of(path)))
                .toList();
        assertThat(lost).as("paths in %s that are not there", document).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Document document) {
        List<String> lost = document.find(LINK)
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !resolves(document, link))
                .toList();
        assertThat(lost).as("links in %s that lead nowhere", document).isEmpty();
    }

    /** Results that nobody cites, or that are too long to read, do not belong in the repository. */
    @Test
    void keptResultsAreCitedAndBrief() {
        String cited = documents().stream().map(Document::text).collect(Collectors.joining());
        assertThat(Documents.results()).isNotEmpty().allSatisfy(file -> {
            assertThat(file.endsWith("README.md") || cited.contains(file.toString()))
                    .as("%s is cited", file)
                    .isTrue();
            assertThat(Documents.read(file.toString()).lines().count())
                    .as("lines of %s", file)
                    .isLessThanOrEqualTo(RESULT);
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTypeADocumentNamesExists(Document document) {
        Set<String> known = new HashSet<>(Documents.typeNames());
        known.add("HdrHistogram"); // a third-party artifact
        assertThat(document.find(TYPE).filter(type -> !known.contains(type)))
                .as("types in %s that are not in the sources", document)
                .isEmpty();
    }

    @Test
    void theArchitectureNamesEveryModule() {
        String text = Documents.read("ARCHITECTURE.md");
        assertThat(Documents.modules())
                .isNotEmpty()
                .allSatisfy(module -> assertThat(text).as(module).contains("`" + module + "/`"));
    }

    @Test
    void theBlueprintAnswersForEveryRequirementOnce() {
        List<String> ids = Stream.of(ids("F", 8), ids("N", 6), ids("A", 12))
                .flatMap(many -> many)
                .toList();
        Document blueprint = new Document(Path.of("docs/blueprint.md"), Documents.read("docs/blueprint.md"));
        assertThat(blueprint.find(Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\| (?:met|partly|later)\\b")))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void theReadmeIsOneScreen() {
        assertThat(Documents.read("README.md").lines().count()).isLessThanOrEqualTo(SCREEN);
    }

    @Test
    void operationsNameEveryMetricAndNoOther() {
        Document operations = new Document(Path.of("docs/operations.md"), Documents.read("docs/operations.md"));
        Set<String> named = new HashSet<>(operations
                .find(NAMED_METER)
                .map(name -> UNIT.matcher(name).replaceFirst(""))
                .toList());
        Set<String> measured = new HashSet<>(Documents.programSources().stream()
                .flatMap(source -> new Document(Path.of(""), source).find(METER))
                .map(name -> name.replace('.', '_'))
                .toList());
        assertThat(measured).isNotEmpty();
        assertThat(named).isEqualTo(measured);
    }

    @Test
    void operationsNameEveryAdminCommand() {
        Document operator =
                new Document(Path.of(""), Documents.read("app/src/main/java/magpie/app/admin/Operator.java"));
        String text = Documents.read("docs/operations.md");
        assertThat(operator.find(COMMAND).toList())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(text).contains("`admin " + command));
    }

    @Test
    void everyEngineHasItsVersion() {
        String rows = Documents.read("docs/dependencies.md");
        for (String name : List.of("Neo4j", "Cassandra", "Kafka")) {
            Document engine = new Document(
                    Path.of(""), Documents.read("engines/src/main/java/magpie/engines/server/" + name + ".java"));
            assertThat(engine.find(ENGINE).toList())
                    .hasSize(1)
                    .allSatisfy(version -> assertThat(rows).containsPattern("\\| " + name + "[^|]* \\| " + version));
        }
    }

    private static boolean resolves(Document document, String link) {
        String[] parts = link.split("#", 2);
        Path folder = Objects.requireNonNullElse(document.path().getParent(), Path.of(""));
        Path target =
                parts[0].isEmpty() ? document.path() : folder.resolve(parts[0]).normalize();
        return Documents.has(target) && (parts.length == 1 || headings(target).contains(parts[1]));
    }

    /** The anchors of a Markdown page's headings on the usual forges. */
    private static List<String> headings(Path page) {
        return Documents.read(page.toString())
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static Stream<String> ids(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
    }
}
