/** The folder of one process: its format, its lock, its running process, and the manifest of a copy. */
@NullMarked
package magpie.app.data;

import org.jspecify.annotations.NullMarked;
