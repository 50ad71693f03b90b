/**
 * The web page as browsers, search engines and readers without script get it: its files, and a page for each public
 * address, filled by the server. Start with {@link magpie.gateway.web.WebRoutes}.
 */
@NullMarked
package magpie.gateway.web;

import org.jspecify.annotations.NullMarked;
