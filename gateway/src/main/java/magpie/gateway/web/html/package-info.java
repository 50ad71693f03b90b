/**
 * HTML and XML as the server writes them: {@link magpie.gateway.web.html.Markup} escapes everything, and
 * {@link magpie.gateway.web.html.Template} is the built page that it is filled into.
 */
@NullMarked
package magpie.gateway.web.html;

import org.jspecify.annotations.NullMarked;
