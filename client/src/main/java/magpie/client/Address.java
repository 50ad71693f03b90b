package magpie.client;

import java.net.http.HttpClient;

/** A network that stays where it is. */
record Address(String url, HttpClient http) implements Network {}
