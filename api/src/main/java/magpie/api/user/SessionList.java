package magpie.api.user;

import java.util.List;

/** The devices that are signed in. */
public record SessionList(List<SignedIn> sessions) {}
