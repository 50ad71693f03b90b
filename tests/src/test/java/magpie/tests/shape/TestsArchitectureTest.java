package magpie.tests.shape;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shape of the tests themselves. */
@AnalyzeClasses(packages = "magpie.tests", importOptions = ImportOption.OnlyIncludeTests.class)
class TestsArchitectureTest {
    private static final int LONGEST = 400;
    private static final Pattern SLEEP = Pattern.compile("(Thread\\.sleep\\()");

    /** Stories talk to a network through the client. Only tests that break a network use chaos' checks. */
    @ArchTest
    static final ArchRule onlyWhoBreaksANetworkKnowsChaos = noClasses()
            .that()
            .resideOutsideOfPackages("magpie.tests.crash..", "magpie.tests.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("magpie.chaos..");

    /** Wait for a condition by polling with a bound, and for an event by its latch or end. */
    @Test
    void nobodySleeps() {
        assertThat(Documents.testSources())
                .hasSizeGreaterThan(200)
                .filteredOn(source -> source.find(SLEEP).findAny().isPresent())
                .isEmpty();
    }

    @Test
    void filesCanBeSeenAsAWhole() {
        assertThat(Documents.testSources())
                .filteredOn(source -> source.text().lines().count() > LONGEST)
                .isEmpty();
    }
}
