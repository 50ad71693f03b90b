package magpie.gateway.action;

import magpie.gateway.http.Exchange;
import magpie.kit.config.Form;

/**
 * What this network is called, and where people find it.
 *
 * @param name its name
 * @param description a sentence about it; may be empty
 * @param address its public address, such as {@code https://birds.example}; empty if the operator named none
 */
public record Site(String name, String description, String address) {
    private static final int LONGEST = 255;

    /**
     * The address that links to this site begin with; empty if there is none that is safe. Without the operator's word
     * it is the host that the client asked for, if that is a host exactly as browsers write one: so nobody but the
     * client itself is told what it made up, as no answer that has it may be kept for others.
     */
    public String origin(Exchange exchange) {
        if (!address.isEmpty()) {
            return address;
        }
        String host = exchange.authority();
        if (host == null || host.length() > LONGEST) {
            return "";
        }
        String origin = (exchange.secure() ? "https://" : "http://") + host;
        return Form.ORIGIN.expected(origin) == null ? origin : "";
    }
}
