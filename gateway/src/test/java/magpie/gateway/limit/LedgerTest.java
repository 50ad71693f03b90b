package magpie.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.gateway.limit.Ledger.Verdict;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(100, 40);

    @Test
    void nobodyHasMoreThanItsShareAndAllTogetherNotMoreThanThereIs() {
        assertThat(ledger.take("1.1.1.1", true, 40)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("1.1.1.1", true, 1)).isEqualTo(Verdict.OVER_SHARE);
        assertThat(ledger.take("2.2.2.2", true, 40)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("3.3.3.3", true, 21)).isEqualTo(Verdict.FULL);
        assertThat(ledger.take("3.3.3.3", true, 20)).isEqualTo(Verdict.TAKEN);
        ledger.giveBack("1.1.1.1", 40);
        assertThat(ledger.held()).as("what was refused is not counted").isEqualTo(60);
        assertThat(ledger.take("1.1.1.1", true, 40)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void strangersLeaveHalfOfItToThoseWhoAreKnown() {
        assertThat(ledger.take("1.1.1.1", false, 40)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("2.2.2.2", false, 11)).isEqualTo(Verdict.FULL);
        assertThat(ledger.take("2.2.2.2", true, 11)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void addressesOfOneNetworkShareAShare() {
        assertThat(ledger.take("2001:db8::1", true, 30)).isEqualTo(Verdict.TAKEN);
        assertThat(ledger.take("2001:db8::2", true, 30)).isEqualTo(Verdict.OVER_SHARE);
        assertThat(ledger.take("2001:db8:0:1::2", true, 30)).isEqualTo(Verdict.TAKEN);
    }
}
