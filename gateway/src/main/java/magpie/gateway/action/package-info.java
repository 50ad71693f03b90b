/** What people do, whichever API they use: rules and calls that all of them share. */
@NullMarked
package magpie.gateway.action;

import org.jspecify.annotations.NullMarked;
