package io.armorer.toolbox.binding;

/**
 * One thing that is wrong with the arguments.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty means the arguments as a
 * whole
 * @param message what is wrong and what would be right, for the model
 */
public record ArgumentIssue(String pointer, String message) {

}
