package io.armorer.toolbox.binding;

/** For applications without Jakarta Validation. */
enum NoConstraints implements ArgumentConstraints {

	INSTANCE

}
