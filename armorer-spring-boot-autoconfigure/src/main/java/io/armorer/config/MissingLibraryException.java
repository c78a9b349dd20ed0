package io.armorer.config;

/**
 * A pattern is switched on whose library is not on the class path: stops start-up with an
 * analysis that names the dependency to add.
 */
public class MissingLibraryException extends ArmorerConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * A library that is missing.
	 * @param wanted what needs it, such as the key of a setting and the tool
	 * @param dependency the Maven coordinates of the library, such as
	 * {@code com.bucket4j:bucket4j_jdk17-core}
	 */
	public MissingLibraryException(String wanted, String dependency) {
		super(wanted + " needs the library " + dependency + ", which is not on the class path.",
				"Add the dependency " + dependency + ", or remove what needs it.", null);
	}

}
