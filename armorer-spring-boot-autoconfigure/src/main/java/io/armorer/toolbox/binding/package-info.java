/**
 * From the arguments as a model wrote them to the values that a tool takes: strictly,
 * fast when all is well, and with every fault named when it is not.
 */
@NullMarked
package io.armorer.toolbox.binding;

import org.jspecify.annotations.NullMarked;
