package io.armorer.pattern.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a look at a chain of records found.
 *
 * @param first the number of the first record that was read, or 0
 * @param last the number of the last record that was found in order, or 0
 * @param checked how many records were found in order
 * @param headHash the hash of the last of them; empty if there is none. It stands for all
 * of them: who keeps it elsewhere can tell a chain that was made anew
 * @param fault what is wrong, or {@code null} if all is as it was written
 */
public record AuditReport(long first, long last, long checked, String headHash, @Nullable AuditFault fault) {

	/**
	 * Whether all is as it was written.
	 * @return whether there is no fault
	 */
	public boolean isIntact() {
		return this.fault == null;
	}

}
