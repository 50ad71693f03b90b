/** Files and folders: for their owner's eyes alone, removed whole, told apart by their sums. */
@NullMarked
package magpie.kit.files;

import org.jspecify.annotations.NullMarked;
