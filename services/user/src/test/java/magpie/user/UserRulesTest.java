package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.AccountChange;
import magpie.api.user.Profile;
import magpie.api.user.Registration;
import magpie.api.user.Settings;
import magpie.text.PostText;
import magpie.user.UserRules.Applicant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRulesTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final Account ALICE = new Account(
            new Profile(1, "alice", "Alice", "Hello", "/a.png", null), "alice@example.org", new Settings("en"));

    @Test
    void a_registration_is_kept_in_lower_case_with_the_name_as_default() {
        Applicant alice = UserRules.applicant(registration("Alice_1", " Alice@Example.org ", "a fine password", null));

        assertThat(alice).isEqualTo(new Applicant("alice_1", "Alice@Example.org", "a fine password", "alice_1"));
        assertThat(UserRules.applicant(registration("bob", "b@example.org", "a fine password", "  "))
                        .displayName())
                .isEqualTo("bob");
    }

    @Test
    void all_mistakes_are_told_together() {
        assertThat(refused(registration("no spaces", "nobody", "short", "x".repeat(51))))
                .containsExactlyInAnyOrder("username", "email", "password", "displayName");
        assertThat(refused(registration(null, null, null, null))).contains("username", "email", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A_9", "abcdefghijklmnopqrstuvwxyz1234"})
    void good_names(String name) {
        assertThat(UserRules.applicant(registration(name, "x@example.org", "a fine password", null))
                        .username())
                .isEqualTo(name.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abcdefghijklmnopqrstuvwxyz12345", "a-b", "ä", "a\nb", "@@ann", "ann@", "İ", "Admin", "root"
            })
    void bad_names(String name) {
        assertThat(refused(registration(name, "x@example.org", "a fine password", "Name")))
                .containsExactly("username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "first.last+tag@mail.example.org", "müller@bücher.example", "o'neil@example.org"})
    void good_addresses(String email) {
        assertThat(UserRules.applicant(registration("bob", email, "a fine password", null))
                        .email())
                .isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@example.org",
                "a@",
                "a@localhost",
                "a@b@example.org",
                "a b@example.org",
                "a@exa mple.org",
                "a@.org",
                "a@-x.org",
                "a\u0000@example.org",
                "a\uD800@example.org",
                "carol@bulk.invalid",
                "c@BULK.invalid"
            })
    void bad_addresses(String email) {
        assertThat(refused(registration("bob", email, "a fine password", null))).containsExactly("email");
    }

    @Test
    void an_address_has_at_most_254_characters_and_is_checked_in_linear_time() {
        String domain = "@" + "abcdefghi.".repeat(18) + "org";
        assertThat(UserRules.applicant(registration("bob", "x".repeat(60) + domain, "a fine password", null))
                        .email())
                .hasSize(244);
        assertThat(refused(registration("bob", "x".repeat(64) + domain.repeat(2), "a fine password", null)))
                .containsExactly("email");
        assertThat(refused(registration("bob", "a@" + "a.".repeat(1_000_000), "a fine password", null)))
                .containsExactly("email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "password",
                "Password1!",
                "P@ssw0rd",
                "12345678",
                "qwertyuiop",
                "aaaaaaaaaa",
                "abcdefgh",
                "iloveyou1",
                "letmein123",
                "20240101",
                "carol_the_cat",
                "carol@example.org",
                "carol_the_cat1",
                "CAROL_THE_CAT"
            })
    void bad_passwords(String password) {
        Registration registration = registration("carol_the_cat", "carol@example.org", password, null);
        boolean tooShort = PasswordRules.lengthMistake(password) != null;
        assertThat(tooShort || common(UserRules.applicant(registration))).isTrue();
    }

    private static boolean common(Applicant applicant) {
        return PasswordRules.common(
                applicant.chosen().password(), applicant.chosen().own());
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "kX9#pQ2z", "hunter2hunter", "пароль мой длинный", "一二三四五六七八九"})
    void good_passwords(String password) {
        Applicant carol = UserRules.applicant(registration("carol_the_cat", "carol@example.org", password, null));
        assertThat(carol.password()).isEqualTo(password);
        assertThat(common(carol)).isFalse();
    }

    /** Estimating takes longer the more is measured, and an attacker must not control that. */
    @Test
    void only_the_beginning_of_a_password_is_measured() {
        String end = "kX9#pQ2z".repeat(5);
        assertThat(PasswordRules.common("a".repeat(24) + end, List.of())).isTrue();
        assertThat(PasswordRules.common(end + "a".repeat(24), List.of())).isFalse();
    }

    @Test
    void a_password_has_at_most_128_characters_whatever_they_are() {
        Random random = new Random(4);
        for (int round = 0; round < 30; round++) {
            int[] letters = random.ints(129, 0x20, 0x1F9FF)
                    .map(c -> Character.isSurrogate((char) c) && c < 0x10000 ? 'x' : c)
                    .toArray();
            assertThat(PasswordRules.lengthMistake(new String(letters, 0, 128))).isNull();
            assertThat(PasswordRules.lengthMistake(new String(letters, 0, 129))).contains("129");
        }
    }

    @Test
    void names_and_bios_are_counted_in_graphemes_and_cleaned() {
        AccountChange change = UserRules.change(
                change(" Al\u0000i\tce\n" + FAMILY.repeat(40) + " ", "One\r\ntwo\u0007 \uD83D half", null, null));

        assertThat(change.displayName()).isEqualTo("Ali ce " + FAMILY.repeat(40));
        assertThat(change.bio()).isEqualTo("One\ntwo \uFFFD half");
        assertThat(PostText.graphemes(UserRules.change(change(null, "é".repeat(500), null, null))
                        .bio()))
                .isEqualTo(500);
        assertThat(refusedChange(change(" ", "x".repeat(501), null, null))).containsExactly("displayName", "bio");
        assertThat(refusedChange(change("z" + "\u0301".repeat(5_000), null, null, null)))
                .containsExactly("displayName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u3164", "\u2800\u2800", "\ufe0f", "\u115f\u1160", "\u202e\u2066", "\u200e", "\udb40\udc61"})
    void a_display_name_can_be_seen(String name) {
        assertThat(refused(registration("ann", "ann@example.org", "a fine password", name)))
                .containsExactly("displayName");
        assertThat(refusedChange(change(name, null, null, null))).containsExactly("displayName");
        assertThat(UserRules.change(change(null, name, null, null)).bio()).isEmpty();
    }

    @Test
    void names_that_differ_by_what_is_not_seen_are_one() {
        for (String name :
                List.of("A\u200bnn", "\u202eAnn", "Ann\u3164", "A\udb40\udc61nn", "Ann\ufe0f", "\u2067Ann")) {
            assertThat(UserRules.change(change(name, null, null, null)).displayName())
                    .isEqualTo("Ann");
        }
        assertThat(UserRules.change(change("👩🏽‍🚀 می‌خواهم", "\u202ea \u2067b", null, null)))
                .extracting(AccountChange::displayName, AccountChange::bio)
                .containsExactly("👩🏽‍🚀 می‌خواهم", "a \u2067b\u2069");
        assertThat(UserRules.device("phone\u0000\u202e")).isEqualTo("phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/media/1.png", "https://example.org/a?b=c", "HTTP://example.org", "/"})
    void good_pictures(String url) {
        assertThat(UserRules.change(change(null, null, url, url)).avatarUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "//evil.example",
                "/\\evil.example",
                "data:image/png;base64,AA",
                "https:///x",
                "ftp://example.org/x",
                "a.png",
                "https://exa mple.org",
                "/a\"b",
                "https://example.org/\u00e9",
                "http:foo"
            })
    void bad_pictures(String url) {
        assertThat(refusedChange(change(null, null, url, url))).containsExactly("avatarUrl", "headerUrl");
    }

    @Test
    void a_picture_has_at_most_2000_characters() {
        assertThat(refusedChange(change(null, null, "/" + "x".repeat(2_000), null)))
                .containsExactly("avatarUrl");
        assertThat(UserRules.change(change(null, null, "/" + "x".repeat(1_999), null))
                        .avatarUrl())
                .hasSize(2_000);
    }

    @Test
    void a_language_is_a_tag() {
        assertThat(refusedChange(settings("not a language"))).containsExactly("settings.language");
        assertThat(UserRules.change(settings("pt-BR")).settings()).isEqualTo(new Settings("pt-BR"));
        assertThat(UserRules.change(settings("")).settings()).isEqualTo(new Settings(""));
    }

    @Test
    void what_a_change_leaves_out_stays_and_an_empty_picture_goes() {
        AccountChange nothing = new AccountChange(1, null, null, null, null, null, null, null);
        assertThat(UserRules.changed(ALICE, nothing, 7)).isEqualTo(ALICE);

        AccountChange change = new AccountChange(1, "A", "", "", "/h.png", "a@example.net", new Settings("fr"), null);
        assertThat(UserRules.changed(ALICE, change, 7))
                .isEqualTo(new Account(
                        new Profile(1, "alice", "A", "", null, "/h.png"), "a@example.net", new Settings("fr"), 7));
    }

    @Test
    void an_address_that_is_given_again_was_not_changed() {
        AccountChange moving = new AccountChange(1, null, null, null, null, "a@example.net", null, null);
        Account moved = UserRules.changed(ALICE, moving, 7);
        assertThat(moved.emailChangedAt()).isEqualTo(7);
        assertThat(UserRules.changed(moved, moving, 8)).isEqualTo(moved);
    }

    @Test
    void a_batch_is_bounded_and_its_mistakes_too() {
        List<String> names = IntStream.range(0, 1_001).mapToObj(i -> "user" + i).toList();
        assertThat(UserRules.bulk(names.subList(0, 1_000), "12345678"))
                .hasSize(1_000)
                .contains("user7");
        assertThat(fields(() -> UserRules.bulk(names, "12345678"))).containsExactly("usernames");
        assertThat(UserRules.bulk(List.of("One"), null)).containsExactly("one");
        assertThat(fields(() -> UserRules.bulk(List.of("one"), ""))).containsExactly("password");
        assertThat(fields(() -> UserRules.bulk(List.of("a-b", "ok"), "short"))).containsExactly("username", "password");
        assertThat(fields(() -> UserRules.bulk(
                        names.subList(0, 1_000).stream().map(n -> "-").toList(), "12345678")))
                .hasSize(100);
    }

    @Test
    void a_device_is_cut_and_printable() {
        assertThat(UserRules.device("curl/8\r\n" + "x".repeat(300)))
                .startsWith("curl/8 x")
                .hasSizeBetween(190, 200);
        assertThat(UserRules.device(null)).isEmpty();
    }

    private static Registration registration(String name, String email, String password, String displayName) {
        return new Registration(name, email, password, displayName, "test");
    }

    private static AccountChange change(String displayName, String bio, String avatarUrl, String headerUrl) {
        return new AccountChange(1, displayName, bio, avatarUrl, headerUrl, null, null, null);
    }

    private static AccountChange settings(String language) {
        return new AccountChange(1, null, null, null, null, null, new Settings(language), null);
    }

    private static List<String> refused(Registration registration) {
        return fields(() -> UserRules.applicant(registration));
    }

    private static List<String> refusedChange(AccountChange change) {
        return fields(() -> UserRules.change(change));
    }

    private static List<String> fields(Runnable rule) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, rule::run);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(Code.INVALID_VALUE);
        return refusal.errors().stream().map(FieldError::field).toList();
    }
}
