package magpie.api.user;

import java.util.List;

/** Profiles in no order; what does not exist is absent. */
public record Profiles(List<Profile> profiles) {}
