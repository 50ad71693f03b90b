/**
 * Settings as records with defaults. Start with {@link magpie.kit.config.Settings}.
 */
@NullMarked
package magpie.kit.config;

import org.jspecify.annotations.NullMarked;
