package magpie.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import magpie.api.Code;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.post.Publication;
import magpie.post.store.PostStore;
import magpie.text.PostText;
import magpie.text.RandomText;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostRulesTest {
    private static final long NOW = 1_800_000_000_000L;

    private static Publication publication(String text, long... mentionedIds) {
        return new Publication(1, text, 0, null, mentionedIds);
    }

    private static Publication keyed(String key, String text, long replyToId, long... mentionedIds) {
        return new Publication(1, text, replyToId, key, mentionedIds);
    }

    private static void invalid(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.INVALID_VALUE);
            assertThat(e.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo(field));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\t ",
                "\u200b",
                "\u200d\ufeff\u00a0",
                "\u0000\u0001",
                "\u202e",
                "\u3164\u3164",
                "\u2800",
                "\ufe0f",
                "\u115f\u1160\uffa0",
                "\udb40\udc61"
            })
    void refusesATextWithNothingToSee(String text) {
        invalid("text", () -> PostRules.newPost(publication(text)));
    }

    @Test
    void takesUpToTwoHundredAndEightyGraphemes() {
        assertThat(PostRules.newPost(publication("x".repeat(280))).text()).hasSize(280);
        assertThat(PostRules.newPost(publication("👨‍👩‍👧‍👦".repeat(280))).text())
                .hasSize(280 * 11);
        invalid("text", () -> PostRules.newPost(publication("x".repeat(281))));
        invalid("text", () -> PostRules.newPost(publication("👨‍👩‍👧‍👦".repeat(281))));
        String url = "https://example.com/" + "x".repeat(300);
        assertThat(PostRules.newPost(publication(url + " " + "x".repeat(256))).text())
                .hasSize(577);
        invalid("text", () -> PostRules.newPost(publication(url + " " + "x".repeat(257))));
    }

    @Test
    void refusesATextThatIsLargeHoweverFewGraphemesItHas() {
        invalid("text", () -> PostRules.newPost(publication("a" + "\u200d".repeat(PostText.MAX_BYTES))));
        invalid("text", () -> PostRules.newPost(publication("https://a/" + "x".repeat(PostText.MAX_BYTES))));
        invalid(
                "text",
                () -> PostRules.newPost(publication("https://a/" + "\u0958".repeat(PostText.MAX_BYTES / 3 - 10))));
    }

    @Test
    void aTextHasAtMostEightKilobytesOfUtf8() {
        String url = "https://example.org/";
        String full = url + "é".repeat((8_192 - url.length()) / 2);
        assertThat(PostRules.newPost(publication(full)).text().getBytes(UTF_8)).hasSize(8_192);
        invalid("text", () -> PostRules.newPost(publication(full + "x")));
        invalid("text", () -> PostRules.newPost(publication(url + "x".repeat(8_173))));
    }

    @Test
    void linksEachOnceInTheOrderGivenAndNoMoreThanATextCanName() {
        assertThat(PostRules.newPost(publication("@bob @ada", 2, 1, 2)).mentionedIds())
                .containsExactly(2L, 1L);
        assertThat(PostRules.newPost(publication("hello")).mentionedIds()).isEmpty();
        assertThat(PostRules.newPost(publication("all", new long[30])).mentionedIds())
                .hasSize(1);
        invalid("mentionedIds", () -> PostRules.newPost(publication("all", new long[31])));
    }

    @Test
    void whatPassesIsNormalAndWithinItsLimits() {
        Random random = new Random(4);
        int passed = 0;
        for (int round = 0; round < 3_000; round++) {
            String given = RandomText.next(random, 300);
            try {
                PostStore.NewPost newPost = PostRules.newPost(publication(given, 7));
                passed++;
                assertThat(newPost.text()).isEqualTo(PostText.normalize(newPost.text()));
                assertThat(PostText.length(newPost.text())).isBetween(1, 280);
                assertThat(newPost.tags()).isEqualTo(PostText.tags(newPost.text()));
                assertThat(newPost.mentionedIds()).containsExactly(7L);
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(Code.INVALID_VALUE);
            }
        }
        assertThat(passed).isBetween(500, 2_990);
    }

    @Test
    void aKeyHasOneToTwoHundredCharacters() {
        assertThat(PostRules.once(keyed(null, "x", 0), NOW, 24)).isNull();
        assertThat(PostRules.once(keyed("k".repeat(200), "x", 0), NOW, 24)).isNotNull();
        invalid("Idempotency-Key", () -> PostRules.once(keyed("", "x", 0), NOW, 24));
        invalid("Idempotency-Key", () -> PostRules.once(keyed("k".repeat(201), "x", 0), NOW, 24));
    }

    @Test
    void aKeyIsForgottenAfterItsHours() {
        PostStore.Once once = PostRules.once(keyed("k", "x", 0), NOW, 24);
        assertThat(Ids.millis(once.since())).isEqualTo(NOW - 86_400_000);
    }

    @Test
    void theHashTellsWhatTheClientSentFromAnythingElse() {
        byte[] hash = hash(keyed("k", "x", 5));
        assertThat(hash).hasSize(32).isEqualTo(hash(keyed("other", "x", 5)));
        assertThat(hash).as("mentions are looked up").isEqualTo(hash(keyed("k", "x", 5, 1)));
        assertThat(hash).isNotEqualTo(hash(keyed("k", "y", 5)));
        assertThat(hash).isNotEqualTo(hash(keyed("k", "x", 6)));
    }

    private static byte[] hash(Publication request) {
        return PostRules.once(request, NOW, 24).requestHash();
    }

    @Test
    void textsStayOutOfLogs() {
        PostStore.NewPost newPost = PostRules.newPost(publication("a secret"));
        assertThat(Arrays.asList(newPost, publication("a secret")).toString()).doesNotContain("secret");
    }

    @Test
    void rowsOfTheFirstFormatHaveNamesThatNobodyReads() {
        assertThat(PostStore.mentionedIds(null)).isEmpty();
        assertThat(PostStore.mentionedIds("[4,5]")).containsExactly(4L, 5L);
    }
}
