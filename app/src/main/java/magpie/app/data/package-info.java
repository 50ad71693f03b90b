/** The folder of one process: its format, its lock, who runs on it, and how a copy of it is described. */
@NullMarked
package magpie.app.data;

import org.jspecify.annotations.NullMarked;
