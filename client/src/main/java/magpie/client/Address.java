package magpie.client;

import java.net.http.HttpClient;

/** A network at a fixed address. */
record Address(String url, HttpClient http) implements Network {}
