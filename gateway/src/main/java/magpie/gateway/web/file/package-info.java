/** The files of the web page, read once and served from memory. Start with {@link magpie.gateway.web.file.PageFolder}. */
@NullMarked
package magpie.gateway.web.file;

import org.jspecify.annotations.NullMarked;
