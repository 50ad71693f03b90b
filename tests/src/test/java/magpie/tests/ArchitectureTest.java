package magpie.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What the build files cannot say of the shape: who may know whom, what a name means, what a signature may not have. */
@AnalyzeClasses(packages = "magpie", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] SERVICES = {"magpie.user..", "magpie.graph..", "magpie.post..", "magpie.feed.."};

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
            .resideInAPackage("magpie.kit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "magpie.user..",
                    "magpie.graph..",
                    "magpie.post..",
                    "magpie.feed..",
                    "magpie.gateway..",
                    "magpie.app..");

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
            .resideInAnyPackage("magpie.bench", "magpie.bench.http", "magpie.bench.graph", "magpie.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "magpie.api..",
                    "magpie.user..",
                    "magpie.graph..",
                    "magpie.post..",
                    "magpie.feed..",
                    "magpie.gateway..",
                    "magpie.app..");

    @ArchTest
    static final ArchRule onlyTheStoresSpeakSql = noClasses()
            .that()
            .resideOutsideOfPackages("magpie.kit..", "..sql..", "..sqlite..", "..postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyTheStoresSpeakToCassandra = noClasses()
            .that()
            .resideOutsideOfPackage("..cassandra..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.datastax..");

    @ArchTest
    static final ArchRule onlyTheGatewaySpeaksHttp = noClasses()
            .that()
            .resideOutsideOfPackages("magpie.gateway..", "magpie.app..", "magpie.bench..", "magpie.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..");

    @ArchTest
    static final ArchRule signaturesBlock = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "magpie.api..", "magpie.kit..", "magpie.user..", "magpie.graph..", "magpie.post..", "magpie.feed..")
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
            .resideInAnyPackage("magpie.user", "magpie.graph", "magpie.post", "magpie.feed")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should(haveAStoreBehindThemOrWire());

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> haveAStoreBehindThemOrWire() {
        return com.tngtech.archunit.lang.conditions.ArchConditions.be(DescribedPredicate.describe(
                "a Module, a Config, or what the store's port needs",
                type -> type.getSimpleName().endsWith("Module")
                        || type.getSimpleName().endsWith("Config")
                        || Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
                                .anyMatch(ArchitectureTest::isUsedByAnAdapter)));
    }

    private static boolean isUsedByAnAdapter(JavaClass port) {
        return port.getDirectDependenciesToSelf().stream()
                .map(use -> use.getOriginClass().getPackageName())
                .anyMatch(user -> user.matches("magpie\\.\\w+\\.(sql|sqlite|postgres|neo4j|cassandra|redis)"));
    }
}
