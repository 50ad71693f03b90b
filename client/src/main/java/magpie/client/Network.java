package magpie.client;

import java.net.http.HttpClient;
import java.time.Duration;

/** The address of a running Magpie's public API, and the HTTP client for it. */
public interface Network {
    /** The root of the public API, such as {@code http://127.0.0.1:8080}; asked for at each request. */
    String url();

    /** The HTTP client. */
    HttpClient http();

    /** The request timeout. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Called with each answer that a person of this network gets; the return value is passed on to them. */
    default Answer answered(Answer answer) {
        return answer;
    }

    /** The network at an address, such as {@code http://127.0.0.1:8080}. */
    static Network at(String url) {
        return at(url, HttpClient.newHttpClient());
    }

    /** The network at an address, with the caller's own HTTP client, which the caller closes. */
    static Network at(String url, HttpClient http) {
        return new Address(url, http);
    }
}
