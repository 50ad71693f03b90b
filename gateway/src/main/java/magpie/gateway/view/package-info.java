/**
 * What people get to see: the public shapes, composed from the services' facts, and who may see them. Start with
 * {@link magpie.gateway.view.PostViews} and {@link magpie.gateway.view.Visibility}.
 */
@NullMarked
package magpie.gateway.view;

import org.jspecify.annotations.NullMarked;
