/**
 * The contract every service speaks: one package a service (interface, records, events) and what they share.
 * Depends on nothing. Start with {@link magpie.api.ServiceException} and any of the interfaces.
 */
@NullMarked
package magpie.api;

import org.jspecify.annotations.NullMarked;
