package com.example.outfitter.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.stereotype.Component;

import io.armorer.pattern.audit.AuditFormat;
import io.armorer.pattern.audit.AuditLog;
import io.armorer.pattern.audit.AuditReport;

import com.example.outfitter.OutfitterProperties;

/**
 * Writes the audit trail to a file, one record a line, and says whether it is unbroken.
 */
@Component
class AuditExport {

	private final AuditLog audit;

	private final Path file;

	AuditExport(AuditLog audit, OutfitterProperties properties) {
		this.audit = audit;
		this.file = properties.auditFile();
	}

	/**
	 * Write the file anew.
	 * @return what was written where, in a line
	 */
	String write() {
		AuditReport report = this.audit.verify();
		String verdict = report.isIntact() ? "unbroken, the last hash is " + report.headHash().substring(0, 16) + "…"
				: "BROKEN: " + report.fault();
		try (OutputStream out = Files.newOutputStream(this.file)) {
			long records = this.audit.export(AuditFormat.NDJSON, out);
			return "audit: " + records + " records in " + this.file + ", " + verdict;
		}
		catch (IOException ex) {
			return "audit: " + verdict + "; can't be written to " + this.file + " (" + ex + ")";
		}
	}

}
