package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import magpie.api.ServiceException;
import magpie.api.user.Profile;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses that people share, as the server answers them. */
class PagesTest extends WebTest {
    private static final String HOSTILE = "</title><script>alert('x')</script>\"'&{0}";
    private static final String HARMLESS =
            "&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;{0}";

    private long ann;
    private long bob;

    @BeforeEach
    void people() {
        ann = network.join("ann");
        bob = network.join("bob");
    }

    @Test
    void everyAddressOpensThere() {
        long post = network.post(ann, "hello", List.of("birds"));
        for (String path : List.of(
                "/",
                "/@ann",
                "/@ann/with-replies",
                "/@ann/followers",
                "/@ann/following",
                "/@ann/mutuals",
                "/@ann/" + post,
                "/@ann/" + post + "/likes",
                "/@ann/" + post + "/reposts",
                "/tags/birds",
                "/search?q=x",
                "/notifications",
                "/settings",
                "/settings/account",
                "/settings/sessions",
                "/settings/appearance",
                "/settings/privacy",
                "/settings/data",
                "/about",
                "/compose",
                "/welcome")) {
            HttpResponse<String> page = page(path);
            assertPage(page, 200);
            assertThat(field(page, "Cache-Control")).as(path).isEqualTo("private, no-cache");
            assertThat(field(page, "Vary")).contains("Accept-Language", "Accept-Encoding", "Cookie");
        }
    }

    @Test
    void whereNothingIsThePageSaysSo() {
        long post = network.post(ann, "hello");
        for (String path : List.of(
                "/nowhere",
                "/@nobody",
                "/@nobody/1",
                "/@ann/1",
                "/@ann/x",
                "/@bob/" + post,
                "/@ann/" + post + "/x",
                "/@ann/",
                "/@",
                "/tags",
                "/tags/a%20b",
                "/tags/7",
                "/settings/x",
                "/v1",
                "/@ann/followers/x",
                "/@a%3Cb%3E",
                "/@nobody.atom")) {
            HttpResponse<String> page = page(path);
            assertPage(page, 404);
            assertThat(field(page, "Cache-Control")).isEqualTo("no-store");
            assertThat(page.body()).contains("<meta name=\"robots\" content=\"noindex\"/>", "There is nothing here");
        }
    }

    @Test
    void whoIsHiddenFromAllIsNotThere() {
        network.post(ann, "hello");
        network.profiles.remove(ann);
        assertPage(page("/@ann"), 404);
    }

    @Test
    void aProfileIsThere() {
        network.profiles.put(ann, new Profile(ann, "ann", "Ann 喜鹊", "I like\nbirds", "/ann.png", null));
        long post = network.post(ann, "Look, @bob: https://example.org/a?b=1&c=2 #birds", List.of("birds"), bob);
        String page = page("/@Ann").body();
        assertThat(page)
                .contains("<title>Ann 喜鹊 (@ann) · Magpie</title>")
                .contains("<meta name=\"description\" content=\"I like birds\"/>")
                .contains("<link rel=\"canonical\" href=\"http://127.0.0.1:" + gateway.port() + "/@ann\"/>")
                .contains("<meta property=\"og:type\" content=\"profile\"/>")
                .contains("<meta property=\"og:image\" content=\"http://127.0.0.1:" + gateway.port() + "/ann.png\"/>")
                .contains("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Posts by Ann 喜鹊 (Atom)\""
                        + " href=\"/@ann.atom\"/>")
                .contains("<h1><bdi>Ann 喜鹊</bdi></h1>", "<dt>Followers</dt><dd>0</dd>")
                .contains("<article>", "<a href=\"/@ann/" + post + "\"><time")
                .contains("Look, <a href=\"/@bob\">@bob</a>: <a href=\"https://example.org/a?b=1&amp;c=2\""
                        + " rel=\"ugc nofollow noopener\">https://example.org/a?b=1&amp;c=2</a>"
                        + " <a href=\"/tags/birds\">#birds</a>")
                .contains("Likes 7")
                .contains("<noscript>");
    }

    @Test
    void aPostIsThereWithItsThread() {
        long first = network.post(ann, "the first\nline");
        long reply = network.reply(bob, first, ann);
        String page = page("/@ann/" + first).body();
        assertThat(page)
                .contains("<title>ANN: the first line · Magpie</title>", "the first<br/>line", "<h2>Replies</h2>")
                .contains("href=\"/@bob/" + reply + "\"");
        assertThat(page("/@bob/" + reply).body()).contains("the first<br/>line");
        network.posts.remove(first);
        assertThat(page("/@bob/" + reply).body()).contains("This post is not there any more.");
    }

    @Test
    void whatPeopleWriteIsNeverMarkup() {
        network.profiles.put(ann, new Profile(ann, "ann", HOSTILE, HOSTILE, "https://x.example/\"><script>", null));
        long post = network.post(ann, HOSTILE + " https://e.example/\"onclick=\"x #a\"b", List.of(HOSTILE));
        for (String path : List.of("/@ann", "/@ann/" + post, "/@ann/" + post + "/likes", "/@ann.atom")) {
            String page = page(path).body();
            assertThat(page)
                    .as(path)
                    .doesNotContain("<script>alert", "alert('x')", "\"onclick")
                    .contains("alert(");
        }
        assertThat(page("/@ann").body()).contains("<h1><bdi>" + HARMLESS + "</bdi></h1>");
        assertThat(page("/tags/%3Cscript%3E").body()).doesNotContain("<script>alert", "<script></");
        assertThat(page("/%3Cscript%3Ealert(1)").body()).doesNotContain("<script>alert");
        assertThat(page("/search?q=%3Cscript%3Ealert(1)").body()).doesNotContain("<script>alert");
    }

    @Test
    void aPageEndsThoughItsTextsGrowByEscaping() {
        for (int i = 0; i < 20; i++) {
            network.post(ann, "https://e.example/" + "&".repeat(8_000));
        }
        for (String path : List.of("/@ann", "/@ann.atom")) {
            assertThat(page(path).body().length()).as(path).isBetween(200_000, 600_000);
        }
    }

    @Test
    void aTagHasItsNewestPosts() {
        network.post(ann, "a #喜鹊", List.of("喜鹊"));
        String page = page("/tags/%E5%96%9C%E9%B9%8A").body();
        assertThat(page).contains("<h1>#喜鹊</h1>", "href=\"/tags/喜鹊\"").doesNotContain("noindex");
        assertThat(page("/tags/unused").body()).contains("noindex", "Nobody has posted with this tag.");
    }

    @Test
    void theLanguageIsTheReaders() {
        HttpResponse<String> page = get("/@ann", Map.of("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"));
        assertThat(page.body()).contains("<html lang=\"zh-Hans\">", "<dt>关注者</dt>");
        assertThat(get("/nowhere", Map.of("Accept-Language", "zh")).body()).contains("这里什么也没有");
    }

    @Test
    void whoIsSignedInIsSpared() {
        String cookie = "magpie_access=" + network.token(ann, 1);
        String preload = "<link rel=\"preload\" as=\"fetch\" crossorigin=\"\" href=\"/v1/feed?limit=20\"/>";
        assertThat(get("/", Map.of("Cookie", cookie)).body())
                .contains(preload, "<noscript>")
                .doesNotContain("Create an account");
        assertThat(page("/").body()).doesNotContain("preload").contains("Create an account");
        HttpResponse<String> dead = get("/", Map.of("Cookie", "magpie_access=x"));
        assertThat(dead.body()).doesNotContain("preload");
        assertThat(field(dead, "Set-Cookie")).startsWith("magpie_access=; ");
        assertThat(get("/@ann", Map.of("Cookie", cookie)).body())
                .isEqualTo(page("/@ann").body());
    }

    @Test
    void whoIsSignedInIsCountedAsThemselves() {
        open(Map.of("gateway.address-limit", "2"));
        String cookie = "magpie_access=" + network.token(ann, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(get("/", Map.of("Cookie", cookie)).statusCode()).isEqualTo(200);
        }
        page("/");
        HttpResponse<String> refused = page("/");
        assertPage(refused, 429);
        assertThat(field(refused, "Retry-After")).isNotEmpty();
    }

    @Test
    void whoHasThePageHearsThatItIsTheSame() {
        HttpResponse<String> page = page("/@ann");
        String tag = field(page, "ETag");
        assertThat(tag).startsWith("W/\"");
        HttpResponse<String> same = get("/@ann", Map.of("If-None-Match", tag));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().firstValue("Content-Length")).isEmpty();
        network.post(ann, "something new");
        assertThat(get("/@ann", Map.of("If-None-Match", tag)).statusCode()).isEqualTo(200);
    }

    @Test
    void programsFindTheApiAtTheSameAddress() {
        for (String accept :
                List.of("application/json", "application/json, text/plain, */*", "text/html;q=0.5, application/json")) {
            HttpResponse<String> root = get("/", Map.of("Accept", accept));
            assertThat(root.body()).isEqualTo("{\"name\":\"magpie\",\"api\":\"/openapi.yaml\"}");
            assertThat(field(root, "Vary")).contains("Accept");
            assertProblem(get("/nowhere", Map.of("Accept", accept)), 404, "NOT_FOUND");
        }
        for (String accept : List.of("*/*", "text/html, application/json", "application/json;q=0", "image/png")) {
            assertPage(get("/", Map.of("Accept", accept)), 200);
        }
        assertProblem(get("/v1/nowhere"), 404, "NOT_FOUND");
        assertProblem(send(request("/openapi.yaml").DELETE()), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void pagesAreClosedToEverythingFromElsewhere() {
        for (HttpResponse<String> answer : List.of(page("/@ann"), page("/nowhere"), get("/sw.js"))) {
            assertThat(field(answer, "Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "http:", "*");
            assertThat(field(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(field(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(field(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(field(answer, "Permissions-Policy")).contains("camera=()");
            assertThat(field(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(field(get("/v1/instance"), "Content-Security-Policy")).startsWith("default-src 'none'; frame");
    }

    @Test
    void whatIsAwayIsSaid() {
        network.post(ann, "hello");
        network.marksFault = ServiceException.unavailable("The post service is away.", null);
        HttpResponse<String> page = page("/@ann");
        assertPage(page, 503);
        assertThat(page.body()).contains("Not available").doesNotContain("post service");
        assertThat(field(page, "Retry-After")).isNotEmpty();
    }

    @Test
    void aHeadIsAPageWithoutContent() {
        HttpResponse<String> head = send(request("/@ann").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> post = send(request("/@ann").POST(HttpRequest.BodyPublishers.ofString("x")));
        assertPage(post, 405);
        assertThat(field(post, "Allow")).isEqualTo("GET");
    }

    @Test
    void whereReadingIsClosedPagesHaveNothingOfPeoples() {
        open(Map.of("gateway.public-reads", "off", "gateway.name", "Birds"));
        network.post(ann, "a secret");
        for (String path : List.of("/@ann", "/@nobody", "/tags/x", "/@ann/1")) {
            HttpResponse<String> page = page(path);
            assertPage(page, 200);
            assertThat(page.body()).contains("<h1>Birds</h1>", "noindex").doesNotContain("secret", "ANN");
        }
        assertPage(page("/@ann.atom"), 401);
        assertThat(get("/robots.txt").body()).isEqualTo("User-agent: *\nDisallow: /\n");
    }

    @Test
    void withoutABuiltPageTheFirstOneSaysWhatIsMissing() {
        stop();
        start(Map.of(), new Edge("127.0.0.1", 0, true, null, null, 0, folder.resolve("none")));
        HttpResponse<String> page = page("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("The web page is not here yet", "./magpie up");
        assertThat(json(get("/", Map.of("Accept", "application/json")))
                        .path("page")
                        .stringValue())
                .contains("--page FOLDER");
        assertThat(page("/@ann").body()).as("readers without script need none").contains("<bdi>ANN</bdi>");
        assertThat(get("/sw.js").statusCode()).isEqualTo(404);
    }

    @Test
    void theAddressIsTheOperatorsOrTheOneAskedFor() {
        assertThat(page("/@ann").body()).contains("href=\"http://127.0.0.1:" + gateway.port() + "/@ann\"");
        open(Map.of("gateway.address", "https://birds.example"));
        assertThat(page("/@ann").body())
                .contains("<link rel=\"canonical\" href=\"https://birds.example/@ann\"/>")
                .contains("<meta property=\"og:url\" content=\"https://birds.example/@ann\"/>");
    }

    @Test
    void robotsAreToldWhereNothingIsForThem() {
        HttpResponse<String> robots = get("/robots.txt");
        assertThat(field(robots, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(robots.body().lines())
                .containsExactly(
                        "User-agent: *",
                        "Disallow: /v1/",
                        "Disallow: /settings",
                        "Disallow: /notifications",
                        "Disallow: /search");
    }
}
