package io.armorer.redact;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what must not be shown: a tool's parameter, a component of a record, a field or a
 * getter of a bean, or every value of a type. The tool gets the value, and who calls it
 * from Java gets it back; the text for the model, logs, audit records, events and the
 * endpoint get {@link Redactor#MASK}. Works on an annotation of your own, too.
 */
@Target({ ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD,
		ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface Sensitive {

}
