package magpie.client;

import java.net.http.HttpClient;
import java.time.Duration;

/** Where the public API of a running Magpie is, and how to speak to it. */
public interface Network {
    /** The root of the public API, such as {@code http://127.0.0.1:8080}; asked for at each request. */
    String url();

    /** What to speak to it with. */
    HttpClient http();

    /** How long a request may take until it counts as not answered. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Shows each answer that somebody in this network was given; what it returns is given to them. */
    default Answer answered(Answer answer) {
        return answer;
    }

    /** The network at an address, such as {@code http://127.0.0.1:8080}. */
    static Network at(String url) {
        return at(url, HttpClient.newHttpClient());
    }

    /** The network at an address, spoken to with an HTTP client of one's own, which stays for its owner to close. */
    static Network at(String url, HttpClient http) {
        return new Address(url, http);
    }
}
