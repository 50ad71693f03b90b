package magpie.kit.rpc;

import magpie.api.Idempotent;

/** A contract for tests. */
interface Parrot {
    @Idempotent
    Said say(Word request);

    record Word(String text) {}

    record Said(String text) {}
}
