package magpie.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import magpie.chaos.ChaosOutcome;
import magpie.chaos.Statistics;
import magpie.chaos.audit.Action.Kind;
import magpie.chaos.audit.LyingProxy.Asked;
import magpie.chaos.audit.LyingProxy.Told;
import magpie.chaos.load.Reader;
import magpie.chaos.load.Writer;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.kit.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The checker of the crash test and of chaos can fail: a network breaks one promise after another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    private OneProcess world;
    private LyingProxy proxy;
    private List<Person> real;
    private List<Person> people;
    private Ledger ledger;
    private String post;
    private int texts;

    @BeforeAll
    void open() throws IOException {
        world = new OneProcess();
        proxy = new LyingProxy(world);
    }

    @AfterAll
    void close() throws IOException {
        proxy.close();
        world.close();
    }

    /** Ana has a post, which her follower bo likes and reposts. Cleo does nothing. */
    @BeforeEach
    void live() {
        proxy.tell(Asked::truth);
        real = List.of(world.person("ana"), world.person("bo"), world.person("cleo"));
        people = proxy.people(real);
        ledger = new Ledger();
        post = publish();
        does(new Action(Kind.FOLLOW, 1, 0, ""));
        does(new Action(Kind.LIKE, 1, 0, post));
        does(new Action(Kind.REPOST, 1, 0, post));
        world.settle();
    }

    @Test
    void aNetworkThatKeepsItsPromisesPasses() {
        assertThat(audit()).isEmpty();
    }

    @Test
    void aPostThatIsGoneIsALostWrite() {
        real.getFirst().deletes(post);
        world.settle();
        assertThat(audit()).extracting(Violation::kind).contains(Violation.Kind.LOST_WRITE);
        assertThat(audit()).extracting(Violation::getMessage).anyMatch(text -> text.contains("post " + post));
    }

    @Test
    void aPublicationThatWasNeverDoneIsALostWrite() {
        proxy.tell(asked -> new Told(201, "{\"id\":\"4711\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"}"));
        publish();
        proxy.tell(Asked::truth);
        assertThat(audit()).extracting(Violation::getMessage).anyMatch(text -> text.contains("4711"));
    }

    @Test
    void aDeletionThatWasNeverDoneIsALostWrite() {
        proxy.tell(asked -> new Told(204, ""));
        does(new Action(Kind.DELETE, 0, 0, post));
        proxy.tell(Asked::truth);
        assertThat(audit())
                .extracting(Violation::getMessage)
                .anyMatch(text -> text.startsWith("post " + post + " is there, and was said"));
    }

    @Test
    void aPostThatSomebodyWasToldIsAwayMustBeAway() {
        proxy.tell(asked -> new Told(404, "{\"code\":\"NOT_FOUND\"}"));
        does(new Action(Kind.LIKE, 0, 0, post));
        proxy.tell(Asked::truth);
        assertThat(audit()).extracting(Violation::kind).containsOnly(Violation.Kind.LOST_WRITE);
    }

    @Test
    void aFollowThatNobodyMadeIsWrong() {
        real.getFirst().follows(real.get(1));
        world.settle();
        assertThat(audit())
                .extracting(Violation::getMessage)
                .anyMatch(text ->
                        text.startsWith("following of " + real.getFirst().username() + ": there, and should"));
    }

    @Test
    void whatIsAsAnEarlierActionMadeItIsUndone() {
        does(new Action(Kind.BLOCK, 1, 2, ""));
        does(new Action(Kind.UNBLOCK, 1, 2, ""));
        does(new Action(Kind.MUTE, 1, 2, ""));
        does(new Action(Kind.UNMUTE, 1, 2, ""));
        does(new Action(Kind.MUTE, 1, 2, ""));
        does(new Action(Kind.UNLIKE, 1, 0, post));
        does(new Action(Kind.UNREPOST, 1, 0, post));
        does(new Action(Kind.UNFOLLOW, 1, 0, ""));
        world.settle();
        assertThat(audit()).isEmpty();
        real.get(1).blocks(real.get(2));
        real.get(1).delete("/v1/users/" + real.get(2).id() + "/mute").expect(200);
        real.get(1).likes(post);
        real.get(1).reposts(post);
        real.get(1).follows(real.getFirst());
        world.settle();
        List<Violation> found = audit();
        assertThat(found).extracting(Violation::kind).doesNotContain(Violation.Kind.LOST_WRITE);
        assertThat(undone(found)).as("each once, wherever it is seen").isEqualTo(5);
    }

    @Test
    void aProfileAsItWasBeforeIsUndoneAndOneThatNobodyWroteIsLost() {
        does(new Action(Kind.PROFILE, 0, 0, "Ana at first"));
        does(new Action(Kind.PROFILE, 0, 0, "Ana now"));
        world.settle();
        assertThat(audit()).isEmpty();
        names("Ana at first");
        assertThat(audit()).extracting(Violation::kind).containsExactly(Violation.Kind.UNDONE);
        assertThat(undone(audit())).isEqualTo(1);
        names("Ann");
        assertThat(audit()).extracting(Violation::kind).containsExactly(Violation.Kind.LOST_WRITE);
    }

    @Test
    void whatTookLongIsTurnedAtOnceAndThenLeftAlone() {
        AtomicInteger attempts = new AtomicInteger();
        List<String> asked = new ArrayList<>();
        proxy.tell(one -> {
            boolean relationship = one.line().matches("(PUT|DELETE) /v1/users/.*");
            if (relationship) {
                asked.add(one.line().replaceAll(" HTTP.*", ""));
            }
            return relationship && attempts.getAndIncrement() == 0 ? new Told(503, "") : one.truth();
        });
        write(60);
        String first = asked.getFirst();
        String opposite =
                first.startsWith("PUT") ? first.replaceFirst("PUT", "DELETE") : first.replaceFirst("DELETE", "PUT");
        assertThat(asked).as("refused once, done, and turned").startsWith(first, first, opposite);
        assertThat(asked.subList(3, asked.size())).as("and never touched again").doesNotContain(first, opposite);
    }

    @Test
    void aCountThatIsOffIsWrong() {
        proxy.tell(asked -> asked.truth().replacing("\"likes\":1", "\"likes\":2"));
        assertThat(audit()).extracting(Violation::kind).containsExactly(Violation.Kind.WRONG_COUNT);
        proxy.tell(asked -> asked.truth().replacing("\"followers\":1", "\"followers\":0"));
        assertThat(audit()).extracting(Violation::kind).containsExactly(Violation.Kind.WRONG_COUNT);
    }

    @Test
    void aFeedWithTheSameTwiceIsADuplicate() {
        proxy.tell(asked -> inFeed(asked, items -> items.insert(0, items.get(0))));
        assertThat(audit()).extracting(Violation::kind).containsOnly(Violation.Kind.DUPLICATE);
        assertThat(read()).extracting(Violation::kind).containsOnly(Violation.Kind.DUPLICATE);
    }

    @Test
    void aFeedWithAHoleIsWrong() {
        proxy.tell(asked -> inFeed(asked, ArrayNode::removeAll));
        assertThat(audit()).hasSize(2).extracting(Violation::kind).containsOnly(Violation.Kind.WRONG_FEED);
    }

    @Test
    void aFeedThatIsOutOfOrderIsWrong() {
        publish();
        world.settle();
        proxy.tell(asked -> inFeed(asked, items -> items.add(items.remove(0))));
        assertThat(audit()).extracting(Violation::kind).contains(Violation.Kind.WRONG_FEED);
        assertThat(read()).extracting(Violation::kind).containsOnly(Violation.Kind.WRONG_FEED);
    }

    @Test
    void aFeedThatIsNotWholeYetIsAwaited() {
        AtomicInteger lies = new AtomicInteger(4);
        proxy.tell(asked -> lies.getAndDecrement() > 0 ? inFeed(asked, ArrayNode::removeAll) : asked.truth());
        assertThat(new Audit(people, ledger.state()).converge(Duration.ofSeconds(20)))
                .isEmpty();
        assertThat(lies.get()).isNegative();
    }

    @Test
    void aRepeatedPublicationThatMakesASecondPostIsADuplicate() {
        AtomicInteger publications = new AtomicInteger();
        proxy.tell(asked -> {
            Told told = asked.truthWithout("Idempotency-Key");
            boolean publication = asked.line().startsWith("POST /v1/posts");
            return publication && publications.getAndIncrement() == 0 ? new Told(503, "") : told;
        });
        assertThatThrownBy(() -> write(40))
                .isInstanceOfSatisfying(
                        Violation.class, e -> assertThat(e.kind()).isEqualTo(Violation.Kind.DUPLICATE));
        assertThat(audit()).extracting(Violation::kind).contains(Violation.Kind.LOST_WRITE);
    }

    @Test
    void anActionThatWasRefusedAtFirstIsDoneOnce() {
        AtomicInteger attempts = new AtomicInteger();
        proxy.tell(asked -> {
            Told told = asked.truth();
            return attempts.getAndIncrement() % 3 < 2 ? new Told(503, "") : told;
        });
        write(20);
        proxy.tell(Asked::truth);
        world.settle();
        assertThat(audit()).isEmpty();
    }

    @Test
    void anAnswerThatIsNoProperOneEndsAWriter() {
        proxy.tell(asked -> new Told(401, "{}"));
        assertThatThrownBy(() -> write(1))
                .isInstanceOfSatisfying(
                        Violation.class, e -> assertThat(e.kind()).isEqualTo(Violation.Kind.WRONG_ANSWER));
    }

    /** Makes the proxy lie about the first page of a home feed; everything else stays true. */
    private static Told inFeed(Asked asked, Consumer<ArrayNode> change) throws IOException, InterruptedException {
        Told truth = asked.truth();
        if (!asked.line().startsWith("GET /v1/feed")) {
            return truth;
        }
        JsonNode page = Json.MAPPER.readTree(truth.body());
        ArrayNode items = (ArrayNode) ((ObjectNode) page).get("items");
        if (!items.isEmpty()) {
            change.accept(items);
        }
        return new Told(truth.status(), page.toString());
    }

    private void names(String name) {
        real.getFirst()
                .send("PATCH", "/v1/me", Map.of("displayName", name, "bio", name))
                .expect(200);
        world.settle();
    }

    private static long undone(List<Violation> violations) {
        return new ChaosOutcome("", 0, 0, 0, "", new Statistics(System::nanoTime), violations)
                .broken(Violation.Kind.UNDONE);
    }

    private List<Violation> audit() {
        return new Audit(people, ledger.state()).converge(Duration.ZERO);
    }

    /** Checks as a reader of the feeds does. */
    private List<Violation> read() {
        List<Violation> noticed = new ArrayList<>();
        AtomicInteger rounds = new AtomicInteger(10);
        new Reader((operation, start, outcome, why) -> {}, noticed::add, 7)
                .work(() -> people, () -> rounds.getAndDecrement() > 0, () -> {});
        return noticed;
    }

    /** Lets a writer act as the second person. */
    private void write(int actions) {
        AtomicInteger left = new AtomicInteger(actions);
        new Writer(
                        1,
                        1,
                        2,
                        1,
                        ledger,
                        (operation, start, outcome, why) -> {
                            if (outcome == Outcome.SUCCEEDED && operation != Operation.READ_FEED) {
                                left.decrementAndGet();
                            }
                        },
                        7)
                .work(() -> people, () -> left.get() > 0, () -> {});
    }

    private String publish() {
        texts++;
        Action action = new Action(Kind.PUBLISH, 0, 0, "text " + texts);
        Answer answer = action.send(people);
        ledger.note(action, answer, false);
        return answer.text("/id");
    }

    private void does(Action action) {
        ledger.note(action, action.send(people), false);
    }
}
