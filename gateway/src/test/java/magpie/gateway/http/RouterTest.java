package magpie.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router router = new Router(List.of(
            route("GET", "/"),
            route("GET", "/a/{id}"),
            route("DELETE", "/a/{id}"),
            route("GET", "/a/b/{name}"),
            route("PUT", "/a/{id}/c")));

    @Test
    void aPathLeadsToItsRoute() {
        assertThat(template("GET", "/")).isEqualTo("/");
        assertThat(template("GET", "/a/7")).isEqualTo("/a/{id}");
        assertThat(template("HEAD", "/a/7")).isEqualTo("/a/{id}");
        assertThat(template("GET", "/a/b/7")).isEqualTo("/a/b/{name}");
        assertThat(router.match("PUT", "/a/x/c").values()).containsEntry("id", "x");
    }

    @Test
    void anotherPathLeadsNowhere() {
        for (String path : List.of("", "/a", "/a/", "/a/7/", "/b", "//a/7", "/a/b", "/a/7/c/d", "/a".repeat(400))) {
            assertThat(router.match("GET", path)).as(path).isNull();
        }
    }

    @Test
    void aPathWithoutVariablesIsOneInOnePieceAndInSegments() {
        assertThat(template("GET", "/a/b/b")).isEqualTo("/a/b/{name}");
        assertThat(new Router(List.of(route("GET", "/"), route("GET", "/a/{id}"), route("GET", "/a/me")))
                        .match("GET", "/a/me")
                        .route()
                        .template())
                .isEqualTo("/a/me");
    }

    @Test
    void aPathKnowsItsMethods() {
        assertThat(router.match("POST", "/a/7").route()).isNull();
        assertThat(router.match("POST", "/a/7").methods()).containsExactly("DELETE", "GET");
    }

    @Test
    void aPathThatLeadsNowhereIsAnsweredByTheApiThatHasItsBeginning() {
        assertThat(router.api("/a/7/none").prefix()).isEqualTo("/a/");
        assertThat(router.api("/b").prefix()).isEqualTo("/");
        assertThat(router.api("").prefix()).isEqualTo("/");
        assertThat(router.match("POST", "/a/7").api().prefix()).isEqualTo("/a/");
    }

    @Test
    void aSegmentMayBeVariableBetweenFixedLetters() {
        Router pages = new Router(List.of(
                route("GET", "/@{name}"),
                route("GET", "/@{name}.atom"),
                route("GET", "/@{name}/{id}"),
                route("GET", "/@{name}/likes"),
                route("GET", "/x/{any}"),
                route("GET", "/x/a{any}"),
                route("GET", "/x/ab")));
        assertThat(pages.match("GET", "/@ann").route().template()).isEqualTo("/@{name}");
        assertThat(pages.match("GET", "/@ann").values()).containsEntry("name", "ann");
        assertThat(pages.match("GET", "/@ann.atom").route().template()).isEqualTo("/@{name}.atom");
        assertThat(pages.match("GET", "/@ann.atom").values()).containsEntry("name", "ann");
        assertThat(pages.match("GET", "/@ann/7").values())
                .containsEntry("name", "ann")
                .containsEntry("id", "7");
        assertThat(pages.match("GET", "/@ann/likes").route().template()).isEqualTo("/@{name}/likes");
        assertThat(pages.match("GET", "/x/b").route().template()).isEqualTo("/x/{any}");
        assertThat(pages.match("GET", "/x/ac").route().template()).isEqualTo("/x/a{any}");
        assertThat(pages.match("GET", "/x/a").route().template())
                .as("a variable is not empty")
                .isEqualTo("/x/{any}");
        assertThat(pages.match("GET", "/x/ab").route().template()).isEqualTo("/x/ab");
        for (String path : List.of("/@", "/ann", "/@.atom/", "/x/", "/@/7")) {
            assertThat(pages.match("GET", path)).as(path).isNull();
        }
        assertThat(pages.match("GET", "/@.atom").values()).containsEntry("name", ".atom");
    }

    @Test
    void aRouteIsThereOnce() {
        assertThatThrownBy(() -> new Router(List.of(route("GET", "/a"), route("GET", "/a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Router(List.of(route("GET", "/{a}/x"), route("GET", "/{b}/y"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Otherwise an unknown path beside it would be answered by another API. */
    @Test
    void aRouteIsUnderThePrefixOfItsApi() {
        Route elsewhere = SomeApi.at("/a/").route("GET", "/b/c", Access.OPEN, exchange -> Answer.noContent());
        assertThatThrownBy(() -> new Router(List.of(route("GET", "/"), elsewhere)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /b/c (expected: under /a/");
        Route inside = SomeApi.at("/").route("GET", "/a/d", Access.OPEN, exchange -> Answer.noContent());
        assertThatThrownBy(() -> new Router(List.of(route("GET", "/"), route("GET", "/a/c"), inside)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /a/d (expected: under /, as all of its API, and not under another");
    }

    private String template(String method, String path) {
        return router.match(method, path).route().template();
    }

    private static Route route(String method, String template) {
        return SomeApi.at(template.startsWith("/a/") ? "/a/" : "/")
                .route(method, template, Access.OPEN, exchange -> Answer.noContent());
    }
}
