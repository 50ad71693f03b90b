package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import magpie.api.user.Profile;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The feed of a profile, by the rules of RFC 4287. */
class AtomFeedTest extends WebTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private Document feed(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(field(response, "Content-Type")).isEqualTo("application/atom+xml; charset=utf-8");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> children(Element of, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getLocalName().equals(name)) {
                assertThat(element.getNamespaceURI()).isEqualTo(ATOM);
                children.add(element);
            }
        }
        return children;
    }

    private static String text(Element of, String name) {
        assertThat(children(of, name)).as(name).hasSize(1);
        return children(of, name).getFirst().getTextContent();
    }

    @Test
    void itHasWhatReadersNeed() throws Exception {
        long ann = network.join("ann");
        long bob = network.join("bob");
        network.profiles.put(ann, new Profile(ann, "ann", "Ann & <co>", "birds]]>", null, null));
        network.post(ann, "first");
        long last = network.post(ann, "second <b>\n@bob #birds https://example.org", List.of("birds"), bob);
        network.reply(ann, last, ann);
        String site = "http://127.0.0.1:" + gateway.port();

        Element feed = feed(get("/@ann.atom")).getDocumentElement();
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(text(feed, "id")).isEqualTo("urn:magpie:user:" + ann);
        assertThat(text(feed, "title")).isEqualTo("Ann & <co> (@ann)");
        assertThat(text(feed, "subtitle")).isEqualTo("birds]]>");
        assertThat(children(children(feed, "author").getFirst(), "name")
                        .getFirst()
                        .getTextContent())
                .isEqualTo("Ann & <co>");
        assertThat(children(feed, "link"))
                .extracting(link -> link.getAttribute("rel") + " " + link.getAttribute("href"))
                .containsExactly("self " + site + "/@ann.atom", "alternate " + site + "/@ann");
        List<Element> entries = children(feed, "entry");
        assertThat(entries).hasSize(2);
        Element entry = entries.getFirst();
        assertThat(text(entry, "id")).isEqualTo("urn:magpie:post:" + last);
        assertThat(text(entry, "title")).isEqualTo("second <b> @bob #birds https://example.org");
        assertThat(Instant.parse(text(entry, "updated"))).isEqualTo(Instant.parse(text(entry, "published")));
        assertThat(text(feed, "updated")).isEqualTo(text(entry, "updated"));
        assertThat(children(entry, "content").getFirst().getAttribute("type")).isEqualTo("html");
        assertThat(text(entry, "content"))
                .isEqualTo("<p>second &lt;b&gt;<br/><a href=\"" + site + "/@bob\">@bob</a> <a href=\"" + site
                        + "/tags/birds\">#birds</a> <a href=\"https://example.org\" rel=\"ugc nofollow noopener\">"
                        + "https://example.org</a></p>");
        assertThat(children(entry, "category").getFirst().getAttribute("term")).isEqualTo("birds");
    }

    @Test
    void itHasTheNewestTwenty() throws Exception {
        long ann = network.join("ann");
        Element empty = feed(get("/@ann.atom")).getDocumentElement();
        assertThat(children(empty, "entry")).isEmpty();
        assertThat(Instant.parse(text(empty, "updated"))).isAfter(Instant.EPOCH);
        for (int i = 0; i < 25; i++) {
            network.post(ann, "post " + i);
        }
        List<Element> entries = children(feed(get("/@ann.atom")).getDocumentElement(), "entry");
        assertThat(entries).hasSize(20);
        assertThat(text(entries.getFirst(), "title")).isEqualTo("post 24");
        assertThat(entries).extracting(entry -> text(entry, "id")).doesNotHaveDuplicates();
    }

    @Test
    void whoHasItHearsThatItIsTheSame() {
        long ann = network.join("ann");
        String tag = field(get("/@ann.atom"), "ETag");
        assertThat(get("/@ann.atom", Map.of("If-None-Match", tag)).statusCode()).isEqualTo(304);
        network.post(ann, "something new");
        assertThat(get("/@ann.atom", Map.of("If-None-Match", tag)).statusCode()).isEqualTo(200);
    }
}
