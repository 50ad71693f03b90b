package magpie.gateway.http;

import magpie.api.ServiceException;

/** How an API reports an error. The chassis adds the fields that HTTP itself requires: see {@link Faults}. */
@FunctionalInterface
public interface Errors {
    /** Returns the answer to a fault; its code and text may be shown, its cause may not. */
    Answer answer(int status, ServiceException fault);

    /** The same to a request that could be read, for an API whose format depends on who asks. */
    default Answer answer(Exchange exchange, int status, ServiceException fault) {
        return answer(status, fault);
    }
}
