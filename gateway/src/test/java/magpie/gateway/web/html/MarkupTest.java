package magpie.gateway.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import magpie.kit.StartException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The one escaper, and the template it is filled into. */
class MarkupTest {
    @Test
    void textIsNeverMarkup() {
        Markup markup = new Markup().element("p", "<script>alert(\"1\")</script> & 'x'", "title", "\"><img src=x>");
        assertThat(markup.toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;img src=x&gt;\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"
                        + " &amp; &#39;x&#39;</p>");
    }

    @Test
    void whatNoDocumentMayHaveIsReplaced() {
        Markup markup = new Markup().text("a\u0000b\u0008c\ud800d\udc00e\uffffe\u0085f\u007f\r\n\t🐦");
        assertThat(markup.toString()).isEqualTo("a�b�c�d�e�e�f��\n\t🐦".replace("�", "\ufffd"));
    }

    /** Also for XML, which is stricter: a parser reads back what was written. */
    @Test
    void aParserReadsBackAnyText() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append("<>&\"']]>-->".charAt(random.nextInt(11)));
                    case 1 -> text.append((char) (' ' + random.nextInt(95)));
                    case 2 -> text.appendCodePoint(0x1f300 + random.nextInt(200));
                    default -> text.append((char) (0xa0 + random.nextInt(0xd700)));
                }
            }
            byte[] xml = new Markup()
                    .element("e", text.toString(), "a", text.toString())
                    .bytes();
            Element read = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
            assertThat(read.getTextContent()).isEqualTo(text.toString());
            assertThat(read.getAttribute("a")).isEqualTo(text.toString());
        }
    }

    @Test
    void anAttributeWithoutValueIsLeftOut() {
        assertThat(new Markup().empty("meta", "content", null, "name", "").toString())
                .isEqualTo("<meta name=\"\"/>");
        assertThatThrownBy(() -> new Markup().open("p", "title")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTemplateIsFilledInThreePlaces() {
        Template template = Template.of("<html lang=\"en\"><head><!--magpie:head--></head><!--magpie:body--></html>");
        byte[] page = template.filled("zh-Hans", new Markup().element("title", "喜鹊"), new Markup().text("<"));
        assertThat(page)
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo("<html lang=\"zh-Hans\"><head><title>喜鹊</title></head>&lt;</html>");
    }

    @Test
    void whatIsNoTemplateIsRefused() {
        for (String html : List.of(
                "",
                "<html lang=\"en\"><!--magpie:head-->",
                "<html><!--magpie:head--><!--magpie:body-->",
                "<html lang=\"en\"><!--magpie:body--><!--magpie:head-->",
                "<html lang=\"en\"><!--magpie:head--><!--magpie:body--><!--magpie:body-->")) {
            assertThatThrownBy(() -> Template.of(html)).as(html).isInstanceOf(StartException.class);
        }
    }

    /** Texts of the same key need the same values. */
    @Test
    void everyLanguageHasEveryWord() {
        Language english = Language.ALL.getFirst();
        for (Language language : Language.ALL) {
            assertThat(language.words().keySet())
                    .as(language.tag())
                    .isEqualTo(english.words().keySet());
            english.words()
                    .forEach((key, text) -> assertThat(places(language.word(key)))
                            .as("%s: %s", language.tag(), key)
                            .isEqualTo(places(text)));
        }
    }

    private static List<String> places(String text) {
        return java.util.regex.Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .toList();
    }

    @Test
    void theLanguageIsTheOneWantedMostOfThoseThereAre() {
        assertThat(Language.of(null).tag()).isEqualTo("en");
        assertThat(Language.of("fr, de;q=0.9").tag()).isEqualTo("en");
        assertThat(Language.of("zh-CN,zh;q=0.9,en;q=0.8").tag()).isEqualTo("zh-Hans");
        assertThat(Language.of("zh-Hans").tag()).isEqualTo("zh-Hans");
        assertThat(Language.of("fr, en-GB;q=0.5, zh;q=0.4").tag()).isEqualTo("en");
        assertThat(Language.of("zh;q=0, *").tag()).isEqualTo("en");
    }

    @Test
    void aValueIsNoPlaceForTheNext() {
        assertThat(Language.ALL.getFirst().word("profile.title", "{1}", "ann")).isEqualTo("{1} (@ann)");
    }
}
