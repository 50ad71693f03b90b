/**
 * The program's commands; the only module that knows every role. Start with {@link magpie.app.Main}, then
 * {@link magpie.app.node.Plan} (from settings to who runs here), {@link magpie.app.node.Node} (they run) and
 * {@link magpie.app.admin.Operator} (what may be asked of them).
 */
@NullMarked
package magpie.app;

import org.jspecify.annotations.NullMarked;
