package magpie.kit.rpc;

import magpie.api.Idempotent;
import magpie.api.Once;

/** A contract for tests, whose changes have an opposite. */
interface Light {
    @Idempotent
    Lit turn(Lit request);

    @Once
    Lit toggle(Lit request);

    record Lit(boolean on) {}
}
