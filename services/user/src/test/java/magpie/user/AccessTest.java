package magpie.user;

import static magpie.user.RunningUserService.id;
import static magpie.user.RunningUserService.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.api.Code;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountDeletion;
import magpie.api.user.IssuedSession;
import magpie.api.user.LoginName;
import magpie.api.user.PasswordChange;
import magpie.api.user.Refresh;
import magpie.api.user.Registration;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.Suspension;
import magpie.api.user.UserEvent;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.kit.config.Settings;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.roles.RoleContext;
import magpie.user.RunningUserService.MovableClock;
import magpie.user.RunningUserService.NoPeers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets access to an account: by which names and passwords, what a retry returns, and what is logged. */
class AccessTest {
    private static final String PASSWORD = "a fine password";
    private static final EventCodec CODEC = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private UserModule.Started module;
    private Users users;

    @BeforeEach
    void start() {
        UserConfig config = Settings.of(Map.of()).bind("user", UserConfig.class);
        module = (UserModule.Started) new UserModule(clock)
                .startEmbedded(config, new RoleContext(folder, new NoPeers(), new SimpleMeterRegistry()));
        users = (Users) module.contracts().get(Users.class);
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void what_concerns_security_is_logged_without_names_addresses_or_secrets() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("magpie.security");
        logger.addAppender(lines);
        lines.start();
        try {
            IssuedSession alice = register("alice");
            String user = " user=" + id(alice);
            refused(() -> users.signIn(new SignIn("alice\nsigned-in user=1", "secret\n", "d\n")), Code.UNAUTHENTICATED);
            refused(() -> users.signIn(new SignIn("alice@example.org", "secret", "")), Code.UNAUTHENTICATED);
            IssuedSession phone = users.signIn(new SignIn("alice", PASSWORD, "phone"));
            users.refresh(new Refresh(phone.refreshToken()));
            clock.move(Duration.ofMinutes(1));
            refused(() -> users.refresh(new Refresh(phone.refreshToken())), Code.UNAUTHENTICATED);
            refused(() -> users.delete(new AccountDeletion(id(alice), "not the password")), Code.FORBIDDEN);
            users.changePassword(new PasswordChange(id(alice), alice.sessionId(), PASSWORD, "another fine one"));
            users.endSession(new SessionRef(id(alice), alice.sessionId()));
            String reset = users.resetPassword(new LoginName("alice")).password();
            users.suspend(new Suspension("alice", true));
            refused(() -> users.signIn(new SignIn("alice", reset, "")), Code.FORBIDDEN);
            users.suspend(new Suspension("alice", false));
            users.delete(new AccountDeletion(id(alice), reset));

            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "registered" + user + " session=" + alice.sessionId(),
                            "sign-in-failed user=0",
                            "sign-in-failed" + user,
                            "signed-in" + user + " session=" + phone.sessionId(),
                            "refresh-token-stolen" + user + " session=" + phone.sessionId(),
                            "password-wrong" + user,
                            "password-changed" + user + " session=" + alice.sessionId(),
                            "signed-out" + user + " session=" + alice.sessionId(),
                            "password-reset" + user,
                            "suspended" + user,
                            "sign-in-while-suspended" + user,
                            "restored" + user,
                            "deleted" + user);
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void another_address_takes_the_password() {
        IssuedSession alice = register("alice");

        refused(() -> users.update(email(alice, "eve@example.org", null)), Code.INVALID_VALUE);
        refused(() -> users.update(email(alice, "eve@example.org", "not the password")), Code.FORBIDDEN);
        assertThat(users.update(email(alice, "alice@example.org", null)).email())
                .isEqualTo("alice@example.org");
        assertThat(users.update(email(alice, "new@example.org", PASSWORD)).email())
                .isEqualTo("new@example.org");
        assertThat(users.update(email(alice, "new@example.org", "whatever")).email())
                .as("a second try of what is done")
                .isEqualTo("new@example.org");

        refused(() -> users.signIn(new SignIn("eve@example.org", PASSWORD, "")), Code.UNAUTHENTICATED);
        assertThat(users.signIn(new SignIn("new@example.org", PASSWORD, ""))).isNotNull();
    }

    private static AccountChange email(IssuedSession of, String email, String password) {
        return new AccountChange(id(of), null, null, null, null, email, null, password);
    }

    /** The answer to the first request may have been lost, or both may be in flight at once. */
    @Test
    void a_second_try_of_what_is_done_is_done() throws Exception {
        IssuedSession alice = register("alice");
        PasswordChange change = new PasswordChange(id(alice), alice.sessionId(), PASSWORD, "another fine one");
        AccountDeletion deletion = new AccountDeletion(id(alice), "another fine one");

        together(() -> users.changePassword(change));
        users.changePassword(change);
        refused(
                () -> users.changePassword(
                        new PasswordChange(id(alice), alice.sessionId(), PASSWORD, "yet another fine one")),
                Code.FORBIDDEN);
        refused(() -> users.delete(new AccountDeletion(id(alice), PASSWORD)), Code.FORBIDDEN);
        together(() -> users.delete(deletion));
        users.delete(deletion);

        assertThat(events()).containsOnlyOnce(new UserEvent.Deleted(id(alice)));
    }

    private static void together(Callable<?> work) throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> done : callers.invokeAll(Collections.nCopies(8, work::call))) {
                done.get();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " alice ",
                "@alice",
                "alice\n",
                "alice\u200E",
                "\u2067alice\u2069",
                "\uFEFFalice\u00A0",
                "＠ＡＬＩＣＥ",
                "al\u200Bice",
                "alice@example.org ",
                "\tAlice@Example.org\r\n",
                "alice@example.org\u200F",
                "ａｌｉｃｅ@example.org"
            })
    void what_people_type_leads_to_their_account(String typed) {
        IssuedSession alice = register("alice");

        assertThat(users.signIn(new SignIn(typed, PASSWORD, "")).account()).isEqualTo(alice.account());
        assertThat(users.resetPassword(new LoginName(typed)).userId()).isEqualTo(id(alice));
        users.suspend(new Suspension(typed, true));
        users.suspend(new Suspension(typed, false));
        if (!typed.contains(".org")) {
            assertThat(users.byUsernames(new Usernames(List.of(typed))).profiles())
                    .containsExactly(alice.account().profile());
            refused(
                    () -> users.register(new Registration(typed, "new@example.org", PASSWORD, null, "")),
                    Code.USERNAME_TAKEN);
        } else {
            refused(() -> users.register(new Registration("new", typed, PASSWORD, null, "")), Code.EMAIL_TAKEN);
        }
    }

    @Test
    void an_address_in_another_form_is_the_same_address() {
        users.register(new Registration("rene", "René@bücher.example", PASSWORD, null, ""));

        for (String same : List.of(
                "rene\u0301@bücher.example",
                "RENÉ@BU\u0308CHER.example",
                "ｒené@bücher.example",
                "rené@xn--bcher-kva.example")) {
            assertThat(users.signIn(new SignIn(same, PASSWORD, ""))).isNotNull();
            refused(() -> users.register(new Registration("other", same, PASSWORD, null, "")), Code.EMAIL_TAKEN);
        }
        users.register(new Registration("street", "a@straße.example", PASSWORD, null, ""));
        users.register(new Registration("strasse", "a@strasse.example", PASSWORD, null, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "a@faß.de, a@xn--fa-hia.de, a@fass.de",
        "a@xn--fa-hia.de, A@FAß.DE, a@fass.de",
        "a@βόλος.com, a@xn--nxasmm1c.com, a@βόλοσ.com",
        "Straße@example.org, STRASSE@example.org, strase@example.org",
        "σίσυφος@example.org, ΣΊΣΥΦΟΣ@example.org, σισυφος@example.org",
        "a@example.org, a＠example.org, a@example.com",
        "a＠example.org, a﹫example.org, a@example.com",
        "a@example.org, a@example。org, a@exampleorg.org",
        "a@例え。jp, a@xn--r8jz45g．jp, a@例え.com",
        "a@example.org, a@example.org., a@example.com",
        "a@example.org。, a@EXAMPLE.org, a@example.com"
    })
    void addresses_are_compared_as_mail_reads_them(String first, String same, String another) {
        IssuedSession alice = users.register(new Registration("alice", first, PASSWORD, null, ""));

        for (String typed : List.of(first, same)) {
            assertThat(users.signIn(new SignIn(typed, PASSWORD, "")).account()).isEqualTo(alice.account());
            refused(() -> users.register(new Registration("other", typed, PASSWORD, null, "")), Code.EMAIL_TAKEN);
        }
        refused(() -> users.signIn(new SignIn(another, PASSWORD, "")), Code.UNAUTHENTICATED);
        users.register(new Registration("another", another, PASSWORD, null, ""));
        assertThat(alice.account().email()).matches("[^@＠]+@[^@＠。．]+[^.]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@xn--a.de", "a@xn--zzzzzzzzzz99.de", "a@b..de", "a@.de", "a@de..", "a@ex\u2FF0ample.org"})
    void there_is_no_address_without_a_domain(String typed) {
        refused(() -> users.register(new Registration("alice", typed, PASSWORD, null, "")), Code.INVALID_VALUE);
    }

    /** 128 characters from one keyboard are 256 from another. */
    @Test
    void a_password_is_measured_as_it_is_compared() {
        String composed = "éàüöñçâê".repeat(16);
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        users.register(new Registration("alice", "alice@example.org", decomposed, null, ""));

        assertThat(users.signIn(new SignIn("alice", composed, ""))).isNotNull();
        assertThat(users.signIn(new SignIn("alice", decomposed, ""))).isNotNull();
        refused(
                () -> users.register(new Registration("bob", "bob@example.org", "e\u0301".repeat(4), null, "")),
                Code.INVALID_VALUE);
        refused(
                () -> users.register(new Registration("bob", "bob@example.org", "\uFDFA".repeat(8), null, "")),
                Code.INVALID_VALUE);
    }

    /** Detecting a common password is slow, so it comes after all other checks. */
    @Test
    void what_is_cheap_to_refuse_is_refused_first() {
        IssuedSession alice = register("alice");

        refused(
                () -> users.register(new Registration("alice", "other@example.org", "password1", null, "")),
                Code.USERNAME_TAKEN);
        refused(
                () -> users.register(new Registration("bob", "alice@example.org", "password1", null, "")),
                Code.EMAIL_TAKEN);
        refused(
                () -> users.changePassword(
                        new PasswordChange(id(alice), alice.sessionId(), "not the password", "password1")),
                Code.FORBIDDEN);
        refused(
                () -> users.register(new Registration("bob", "bob@example.org", "password1", null, "")),
                Code.INVALID_VALUE);
    }

    private IssuedSession register(String name) {
        return users.register(new Registration(name, name + "@example.org", PASSWORD, null, "test"));
    }

    private List<Object> events() {
        Topics topics = module.topics().get(UserEvent.TOPIC);
        List<Batch.Entry> entries =
                topics.read(new Read(UserEvent.TOPIC, 0, 1_000, 0)).events();
        return entries.stream().map(CODEC::read).map(Event::body).toList();
    }
}
