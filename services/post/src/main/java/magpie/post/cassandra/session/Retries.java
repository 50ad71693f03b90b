package magpie.post.cassandra.session;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryVerdict;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.internal.core.retry.DefaultRetryPolicy;

/**
 * The driver's default policy, except that a batch whose log could not be written is not retried: that takes as long
 * and fails again, and {@link Engine#write} knows a way around. The driver creates it by class name.
 */
public final class Retries extends DefaultRetryPolicy {
    /** The constructor that the driver expects. */
    public Retries(DriverContext context, String profile) {
        super(context, profile);
    }

    @Override
    public RetryVerdict onWriteTimeoutVerdict(
            Request request, ConsistencyLevel level, WriteType type, int copiesAsked, int copiesAnswered, int retries) {
        return type == DefaultWriteType.BATCH_LOG
                ? RetryVerdict.RETHROW
                : super.onWriteTimeoutVerdict(request, level, type, copiesAsked, copiesAnswered, retries);
    }
}
