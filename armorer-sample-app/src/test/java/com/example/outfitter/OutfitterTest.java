package com.example.outfitter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * A test with the whole application, which all such tests share. Nothing is replayed at
 * its start.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		args = { "--replay=none", "--outfitter.audit-file=target/audit.ndjson" })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OutfitterTest {

}
