/**
 * The toolbox: finds tools, knows their schemas, binds arguments, makes calls and answers
 * questions about them.
 */
@NullMarked
package io.armorer.toolbox;

import org.jspecify.annotations.NullMarked;
