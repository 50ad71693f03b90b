package magpie.kit.contract;

/** One contract method, ready to be called: a request record in, a response record out. */
@FunctionalInterface
public interface Call {
    /** Calls the method; throws what the method throws, as it is. */
    Object call(Object request);
}
