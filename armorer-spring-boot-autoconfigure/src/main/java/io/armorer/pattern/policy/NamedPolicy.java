package io.armorer.pattern.policy;

/**
 * A policy under the name by which an operator knows it.
 *
 * @param name the bean's name
 * @param policy the policy
 */
public record NamedPolicy(String name, ToolPolicy policy) {

}
