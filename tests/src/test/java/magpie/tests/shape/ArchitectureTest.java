package magpie.tests.shape;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Rules that build files cannot express: who may depend on whom, what names mean, what signatures may not have. */
@AnalyzeClasses(packages = "magpie", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** What is no part of a server. All other modules are, also one that is new. */
    private static final Set<String> OUTSIDE =
            Set.of("client", "engines", "bench", "micro", "chaos", "shards", "dist", "tests");

    /** The parts of a server, as the root pom lists them. */
    private static final List<String> INSIDE = Documents.modules().stream()
            .filter(module -> !OUTSIDE.contains(module))
            .toList();

    private static final String[] SERVICES = packages(services(), "..");

    private static final String[] LIBRARIES = inside("gateway", "app", "services");

    @ArchTest
    static final ArchRule theContractDependsOnNothing = classes()
            .that()
            .resideInAPackage("magpie.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("magpie.api..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theMachineRoomKnowsNoService = noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside("api", "text", "kit", "kafka", "redis"));

    @ArchTest
    static final ArchRule theRulesOfTextKnowNothingOfMagpie = noClasses()
            .that()
            .resideInAPackage("magpie.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside("text"));

    /** Libraries needed by fewer than three roles belong to them: docs/adr/0025-drivers-live-with-their-adapters.md. */
    @ArchTest
    static final ArchRule theMachineRoomHasTheLibrariesOfMostRoles = classes()
            .that()
            .resideInAPackage("magpie.kit..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "magpie.kit..",
                    "magpie.api..",
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "ch.qos.logback..",
                    "io.micrometer..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "com.github.benmanes.caffeine..",
                    "org.sqlite..",
                    "io.grpc..",
                    "io.github.resilience4j..",
                    "com.nimbusds..");

    @ArchTest
    static final ArchRule servicesKnowNeitherGatewayNorApp = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("magpie.gateway..", "magpie.app..");

    @ArchTest
    static final ArchRule theLoadGeneratorAndChaosKnowAServerFromOutside = noClasses()
            .that()
            .resideInAnyPackage("magpie.bench..", "magpie.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside("kit"));

    @ArchTest
    static final ArchRule theClientNeedsNothingOfMagpie = classes()
            .that()
            .resideInAPackage("magpie.client..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("magpie.client..", "java..", "org.jspecify..", "tools.jackson..");

    @ArchTest
    static final ArchRule noPartOfAServerIsAClient = noClasses()
            .that()
            .resideInAnyPackage(inside("app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("magpie.client..");

    @ArchTest
    static final ArchRule onlyTheStoresSpeakSql = noClasses()
            .that()
            .resideOutsideOfPackages("magpie.kit..", "..sql..", "..sqlite..", "..postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyItsAdapterSpeaksToCassandra = onlyIn("com.datastax..", "..cassandra..");

    @ArchTest
    static final ArchRule onlyItsAdapterSpeaksToNeo4j = onlyIn("org.neo4j..", "..neo4j..");

    @ArchTest
    static final ArchRule onlyItsAdaptersSpeakToRedis =
            onlyIn("redis.clients..", "magpie.redis..", "magpie.feed.redis..", "magpie.gateway.limit..");

    @ArchTest
    static final ArchRule onlyTheLogSpeaksToKafka = onlyIn("org.apache.kafka..", "magpie.kafka..");

    private static ArchRule onlyIn(String driver, String... adapters) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(adapters)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(driver);
    }

    @ArchTest
    static final ArchRule onlyTheMachineRoomSpeaksGrpc = onlyIn("io.grpc..", "magpie.kit..");

    @ArchTest
    static final ArchRule onlyTheGatewaySpeaksHttp = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "magpie.gateway..", "magpie.client..", "magpie.app..", "magpie.bench..", "magpie.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..");

    @ArchTest
    static final ArchRule signaturesBlock = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(inside("gateway", "app"))
            .should()
            .notHaveRawReturnType(DescribedPredicate.describe(
                    "a future",
                    type -> type.isAssignableTo(Future.class) || type.isAssignableTo(CompletionStage.class)));

    @ArchTest
    static final ArchRule namesSayWhatAThingDoes = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Processor|DTO|Dto|Info|Abstract[A-Z]\\w*)");

    @ArchTest
    static final ArchRule onlyTheModuleAndItsConfigLeaveAService = classes()
            .that()
            .resideInAnyPackage(packages(services(), ""))
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameEndingWith("Module")
            .orShould()
            .haveSimpleNameEndingWith("Config");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices().matching("magpie.(**)").should().beFreeOfCycles();

    /** The compiler's checks forbid the default charset and time zone, but only some uses of the default locale. */
    @ArchTest
    static final ArchRule nothingDependsOnTheMachinesLanguage = noClasses()
            .that()
            .resideInAnyPackage(inside())
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "takes the default language, charset or time zone", call -> isOfTheMachine(call.getTarget())));

    private static List<String> services() {
        return INSIDE.stream().filter(module -> module.startsWith("services/")).toList();
    }

    /** The packages of all parts of a server, except of these modules, or of all in such a folder. */
    private static String[] inside(String... except) {
        return packages(
                INSIDE.stream()
                        .filter(module -> Stream.of(except)
                                .noneMatch(name -> module.equals(name) || module.startsWith(name + "/")))
                        .toList(),
                "..");
    }

    private static String[] packages(List<String> modules, String ending) {
        return modules.stream()
                .map(module -> "magpie." + module.substring(module.lastIndexOf('/') + 1) + ending)
                .toArray(String[]::new);
    }

    private static boolean isOfTheMachine(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        boolean told = target.getRawParameterTypes().stream()
                .anyMatch(type -> type.isAssignableTo(Locale.class) || type.isAssignableTo(Charset.class));
        return switch (target.getName()) {
            case "toLowerCase", "toUpperCase", "format", "formatted", "getBytes" ->
                (owner.equals("java.lang.String") || owner.equals("java.io.PrintStream")) && !told;
            case "printf" -> !told;
            case "ofPattern" -> owner.equals("java.time.format.DateTimeFormatter") && !told;
            case "getDefault" -> owner.equals("java.util.Locale") || owner.equals("java.util.TimeZone");
            case "defaultCharset" -> owner.equals("java.nio.charset.Charset");
            case "systemDefault" -> owner.equals("java.time.ZoneId");
            case "getInstance", "getIntegerInstance", "getNumberInstance" ->
                (owner.startsWith("java.text.") || owner.equals("java.util.Calendar")) && !told;
            default -> false;
        };
    }
}
