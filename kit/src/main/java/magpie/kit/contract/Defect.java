package magpie.kit.contract;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an unexpected exception into {@link Code#INTERNAL}: logged once, in full, under a random reference; the caller
 * sees only the reference. Use it at an edge only, where nothing above could log it again.
 */
public final class Defect {
    private static final Logger LOG = LoggerFactory.getLogger(Defect.class);

    private Defect() {}

    /**
     * Logs the cause and returns what the caller may see of it.
     *
     * @param where what was being done, for the log: a method or a route, never text of a user
     */
    public static ServiceException of(Throwable cause, String where) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
        LOG.error("Defect {} in {}", reference, where, cause);
        return new ServiceException(
                Code.INTERNAL, "Something went wrong here. Reference: " + reference, List.of(), 0, cause);
    }
}
