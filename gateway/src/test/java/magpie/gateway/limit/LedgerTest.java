package magpie.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.gateway.limit.Shares.Verdict;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final boolean STRANGE = true;
    private static final boolean KNOWN = false;

    private final Ledger ledger = new Ledger(1_000, 100);

    @Test
    void nobodyHasMoreThanItsShare() {
        assertThat(ledger.take("1.1.1.1", KNOWN, 100)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("1.1.1.1", KNOWN, 1)).isEqualTo(Verdict.OVER_SHARE);
        assertThat(ledger.held()).as("what was refused is not counted").isEqualTo(100);
        ledger.giveBack("1.1.1.1", KNOWN, 100);
        assertThat(ledger.held()).isZero();
        assertThat(ledger.take("1.1.1.1", KNOWN, 100)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void whatWasNeverTakenIsNotGivenBack() {
        Shares shares = new Shares(2);
        shares.giveBack("1.1.1.1", 1);
        assertThat(shares.take("1.1.1.1", 1)).isTrue();
        shares.giveBack("1.1.1.1", 2);
        assertThat(shares.total()).isZero();
    }

    @Test
    void manyTogetherLeaveSomeForWhoeverComesNext() {
        for (int address = 0; address < 30; address++) {
            fill("10.0.0." + address, KNOWN);
        }
        assertThat(ledger.held()).isLessThan(750);
        assertThat(ledger.take("2.2.2.2", KNOWN, 1)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("2.2.2.2", KNOWN, 90)).isEqualTo(Verdict.OVER_SHARE);
        assertThat(ledger.take("3.3.3.3", KNOWN, 90))
                .as("nothing of its own, and still too much for all")
                .isEqualTo(Verdict.FULL);
    }

    @Test
    void whatStrangersSendAndAllElseLeaveRoomForEachOther() {
        for (int address = 0; address < 100; address++) {
            fill("10.0.0." + address, KNOWN);
        }
        assertThat(ledger.take("1.1.1.1", STRANGE, 20)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("1.1.1.1", STRANGE, 20)).isEqualTo(Verdict.OVER_SHARE);
        ledger.giveBack("10.0.0.1", KNOWN, 90);
        for (int address = 0; address < 100; address++) {
            fill("10.0.0." + address, STRANGE);
        }
        assertThat(ledger.take("2.2.2.2", KNOWN, 10)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void addressesOfOneNetworkShareAShare() {
        assertThat(ledger.take("2001:db8::1", KNOWN, 60)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("2001:db8::2", KNOWN, 60)).isEqualTo(Verdict.OVER_SHARE);
        assertThat(ledger.take("2001:db8:0:1::2", KNOWN, 60)).isEqualTo(Verdict.TAKEN);
    }

    private void fill(String address, boolean strange) {
        while (ledger.take(address, strange, 1) == Verdict.TAKEN) {
            assertThat(ledger.held()).isLessThanOrEqualTo(1_000);
        }
    }
}
