package magpie.gateway.http;

import magpie.api.ServiceException;

/** How an API says that something failed. What HTTP itself wants to have said of it, the chassis adds: see {@link Faults}. */
@FunctionalInterface
public interface Errors {
    /** The answer to a fault; its code and text may go out, its cause may not. */
    Answer answer(int status, ServiceException fault);
}
