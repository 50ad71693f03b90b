package magpie.kit.rpc;

/** A contract for tests. */
interface Parrot {
    Said say(Word request);

    record Word(String text) {}

    record Said(String text) {}
}
