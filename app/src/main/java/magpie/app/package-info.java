/**
 * The program: the only place that knows every role, who runs where, and what the operator can ask for. Start with
 * {@link magpie.app.Main}, then {@link magpie.kit.roles.Roles} and {@link magpie.app.Node}.
 */
@NullMarked
package magpie.app;

import org.jspecify.annotations.NullMarked;
