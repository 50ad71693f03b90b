/** The active readers: their windows, and their relations, which decide what of a window is shown. */
@NullMarked
package magpie.feed.reader;

import org.jspecify.annotations.NullMarked;
