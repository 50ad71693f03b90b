package magpie.kafka;

/**
 * An event's position in a topic as one number: the partition times 10^15, plus the offset, plus one, so that 0 is
 * before all. Positions of one partition grow, and people can read both parts in the number.
 */
record EventPosition(int partition, long offset) {
    private static final long PARTITION = 1_000_000_000_000_000L;

    /** The position that comes after a number in its partition. */
    static EventPosition after(long number) {
        return new EventPosition((int) (number / PARTITION), number % PARTITION);
    }

    long number() {
        return partition * PARTITION + offset + 1;
    }
}
