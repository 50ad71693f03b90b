/**
 * JSON for events and settings. Start with {@link magpie.kit.json.Json}.
 */
@NullMarked
package magpie.kit.json;

import org.jspecify.annotations.NullMarked;
