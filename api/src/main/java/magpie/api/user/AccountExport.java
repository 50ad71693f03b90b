package magpie.api.user;

import java.util.List;

/** Everything kept about an account. */
public record AccountExport(Account account, List<SignedIn> sessions) {}
