package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what {@code docs/security.md} says about settings and types, and that it covers every requirement. */
class SecurityDocsTest {
    private static final String PAGE = "docs/security.md";

    /** A row of the limits: the setting and its default. */
    private static final Pattern BOUND =
            Pattern.compile("(?m)^\\| [^|]* \\| `([\\w.-]+)` \\| `([^`|]*)` \\| [^|]+ \\|$");

    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| (?:`([^`]*)`)? ?\\|");
    private static final Pattern NAMED_SETTING =
            Pattern.compile("`((?:gateway|user|graph|post|feed|log|engines)\\.[a-z-]+)`");

    /** A row of the requirements: ids, level, what is asked, state, evidence, gap. */
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (V[\\d., V]+) \\| ([\\d, ]+) \\| ([^|]+) \\| ([a-z ]+) \\| ([^|]*)\\| ([^|]*)\\|$");

    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\([^)]+\\)");

    /** Level and requirements of each section of ASVS 5.0.0 at levels 1 and 2: chapter.section:from-to. */
    private static final String REQUIRED = """
            1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2
            2.1:1-3 2.2:1-3 2.3:1-4 2.4:1-1
            3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
            4.1:1-3 4.2:1-1 4.3:1-2 4.4:1-4
            5.1:1-1 5.2:1-3 5.3:1-2 5.4:1-3
            6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4
            7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2
            8.1:1-2 8.2:1-3 8.3:1-1 8.4:1-1
            9.1:1-3 9.2:1-4
            10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3
            11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1-1 11.6:1-1
            12.1:1-3 12.2:1-2 12.3:1-4
            13.1:1-1 13.2:1-5 13.3:1-2 13.4:1-5
            14.1:1-2 14.2:1-4 14.3:1-3
            15.1:1-3 15.2:1-3 15.3:1-7
            16.1:1-1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3
            17.1:1-1 17.2:1-4 17.3:1-2
            """;

    private final String page = Documents.read(PAGE);

    private record Row(List<String> ids, String state, String evidence, String gap) {
        boolean isAnswered() {
            boolean shown =
                    TYPE.matcher(evidence).find() || LINK.matcher(evidence).find();
            return switch (state) {
                case "met" -> shown && gap.isEmpty();
                case "partly" -> !evidence.isEmpty() && !gap.isEmpty();
                case "gap", "not here" -> evidence.isEmpty() && !gap.isEmpty();
                default -> false;
            };
        }
    }

    @Test
    void everyBoundIsASettingWithThatDefault() {
        Map<String, String> defaults = new HashMap<>();
        SETTING.matcher(Documents.read("docs/config.md"))
                .results()
                .forEach(found -> defaults.put(found.group(1), found.group(2) == null ? "" : found.group(2)));
        Map<String, String> named = new HashMap<>();
        BOUND.matcher(page).results().forEach(found -> named.put(found.group(1), found.group(2)));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(defaults).containsAllEntriesOf(named);
        assertThat(NAMED_SETTING.matcher(page).results().map(found -> found.group(1)))
                .allMatch(defaults::containsKey, "is a setting");
    }

    @Test
    void whatLimitsStrangersIsAmongTheBounds() {
        List<String> bounds =
                BOUND.matcher(page).results().map(found -> found.group(1)).toList();
        Stream<String> limits = SETTING.matcher(Documents.read("docs/config.md"))
                .results()
                .map(found -> found.group(1))
                .filter(key -> key.matches("gateway\\.(?:max-.*|.*-limit|.*-timeout)") && !key.contains("stop"));
        assertThat(bounds).containsAll(limits.toList());
    }

    @Test
    void everyTypeItNamesIsInTheSources() {
        Set<String> known = new HashSet<>(Documents.typeNames());
        assertThat(TYPE.matcher(page).results().map(found -> found.group(1)).filter(type -> !known.contains(type)))
                .isEmpty();
    }

    @Test
    void everyRequirementIsAnsweredForOnce() {
        List<String> answered =
                rows().stream().flatMap(row -> row.ids().stream()).toList();
        assertThat(answered).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(required());
    }

    @Test
    void everyAnswerHasEvidenceOrAGap() {
        assertThat(rows()).isNotEmpty().allMatch(Row::isAnswered, "has what its state asks for");
    }

    @Test
    void theSumsAreRight() {
        for (String state : List.of("met", "partly", "gap", "not here")) {
            long count = rows().stream()
                    .filter(row -> row.state().equals(state))
                    .mapToLong(row -> row.ids().size())
                    .sum();
            assertThat(page)
                    .containsPattern("\\b" + count + " "
                            + switch (state) {
                                case "met" -> "are met,";
                                case "partly" -> "are met partly";
                                case "gap" -> "are gaps";
                                default -> "are about things that are not here";
                            });
        }
        assertThat(page).contains("Of " + required().size() + " requirements");
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Matcher found = ROW.matcher(page);
        while (found.find()) {
            rows.add(new Row(
                    List.of(found.group(1).split(", ")),
                    found.group(4),
                    found.group(5).strip(),
                    found.group(6).strip()));
        }
        return rows;
    }

    private static List<String> required() {
        return Stream.of(REQUIRED.split("\\s+"))
                .flatMap(section -> {
                    String[] parts = section.split("[:-]", -1);
                    return IntStream.rangeClosed(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                            .mapToObj(number -> "V" + parts[0] + "." + number);
                })
                .toList();
    }
}
