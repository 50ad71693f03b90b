/** Files and folders: private ones, removal of whole trees, and checksums. */
@NullMarked
package magpie.kit.files;

import org.jspecify.annotations.NullMarked;
