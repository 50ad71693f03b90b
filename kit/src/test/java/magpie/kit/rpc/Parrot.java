package magpie.kit.rpc;

import magpie.api.ReadOnly;

/** A contract for tests. */
interface Parrot {
    @ReadOnly
    Said say(Word request);

    record Word(String text) {}

    record Said(String text) {}
}
