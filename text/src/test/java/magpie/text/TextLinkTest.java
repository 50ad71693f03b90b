package magpie.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import magpie.text.TextLink.Kind;
import org.junit.jupiter.api.Test;

/** Where the parts of a text lead that lead anywhere. */
class TextLinkTest {
    @Test
    void eachPartLeadsWhereItsReadingSays() {
        String text = "@Ann and #Birds: https://example.org/#birds @ann, example.org @bob #喜鹊";
        assertThat(PostText.links(text, List.of("ann"), PostText.tags(text)))
                .containsExactly(
                        new TextLink(Kind.MENTION, 0, 4, "ann"),
                        new TextLink(Kind.TAG, 9, 15, "birds"),
                        new TextLink(Kind.URL, 17, 43, "https://example.org/#birds"),
                        new TextLink(Kind.MENTION, 44, 48, "ann"),
                        new TextLink(Kind.TAG, 67, 70, "喜鹊"));
    }

    @Test
    void whatIsNotAmongThemLeadsNowhere() {
        assertThat(PostText.links("@ann #birds ann@example.org javascript://example.org", List.of(), List.of()))
                .isEmpty();
        assertThat(PostText.links("", List.of("ann"), List.of("birds"))).isEmpty();
    }

    @Test
    void aTagIsFoundUnderItsComparedForm() {
        String text = "#STRASSE #straße";
        assertThat(PostText.links(text, List.of(), PostText.tags(text)))
                .extracting(TextLink::target)
                .containsExactlyElementsOf(List.of(PostText.foldTag("STRASSE"), PostText.foldTag("straße")));
    }

    @Test
    void aTagIsOneThatATextCanHave() {
        assertThat(PostText.isTag("birds")).isTrue();
        assertThat(PostText.isTag("7")).isFalse();
        assertThat(PostText.isTag("a b")).isFalse();
        assertThat(PostText.isTag("")).isFalse();
        assertThat(PostText.isTag("x".repeat(101))).isFalse();
    }

    /** Whatever stands in a text: they are in order, within it, and none in another. */
    @Test
    void linksDoNotOverlap() {
        Random random = new Random(3);
        List<String> pieces = List.of(
                "@",
                "#",
                "ann",
                "＠",
                "＃",
                "birds",
                " ",
                "https://",
                "example.org",
                "/",
                ".",
                "喜鹊",
                "\n",
                "http://a.de",
                "🐦");
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            List<TextLink> links = new ArrayList<>(PostText.links(
                    text.toString(), PostText.mentions(text.toString()), PostText.tags(text.toString())));
            int from = 0;
            for (TextLink link : links) {
                assertThat(link.start()).as("%s in %s", link, text).isGreaterThanOrEqualTo(from);
                assertThat(link.end()).isGreaterThan(link.start()).isLessThanOrEqualTo(text.length());
                from = link.end();
            }
            assertThat(links.stream()
                            .filter(link -> link.kind() == Kind.MENTION)
                            .map(TextLink::target))
                    .as(text.toString())
                    .containsAll(PostText.mentions(text.toString()));
        }
    }
}
