/**
 * The program's commands; the only module that knows every role. Start with {@link magpie.app.Main}, then
 * {@link magpie.app.node.Plan} (from settings to roles), {@link magpie.app.node.Node} (runs them) and
 * {@link magpie.app.admin.Operator} (the operator's commands).
 */
@NullMarked
package magpie.app;

import org.jspecify.annotations.NullMarked;
