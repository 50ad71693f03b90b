package magpie.tests.shape;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import magpie.tests.shape.Documents.Document;
import org.junit.jupiter.api.Test;

/** Limits on how much there is to see at once. */
class SizesArchitectureTest {
    private static final int LONGEST_FILE = 400;
    /** Counts the package-info. */
    private static final long LARGEST_PACKAGE = 22;

    @Test
    void filesCanBeSeenAsAWhole() {
        assertThat(Documents.mainSources())
                .hasSizeGreaterThan(700)
                .filteredOn(source -> source.text().lines().count() > LONGEST_FILE)
                .isEmpty();
    }

    /** A contract may have as many records as it needs, each a file, but nothing else. */
    @Test
    void packagesCanBeSeenAsAWhole() {
        Map<String, Long> sizes = Documents.mainSources().stream()
                .map(Document::path)
                .map(path -> String.valueOf(path.getParent()))
                .filter(folder -> !folder.contains("/magpie/api"))
                .collect(groupingBy(folder -> folder, TreeMap::new, counting()));
        assertThat(sizes)
                .allSatisfy((folder, files) -> assertThat(files).as(folder).isLessThanOrEqualTo(LARGEST_PACKAGE));
    }
}
