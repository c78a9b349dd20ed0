/**
 * Sessions: what a user and an agent said and did so far, kept between calls. The
 * application creates them and names them in the context of its calls; a tool gets one by
 * declaring a {@link io.armorer.pattern.session.Session} parameter.
 */
@NullMarked
package io.armorer.pattern.session;

import org.jspecify.annotations.NullMarked;
