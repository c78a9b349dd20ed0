package io.armorer.toolbox;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.io.SegmentedStringWriter;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.redact.MaskingMapper;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.json.JsonBuffers;

/**
 * Writes results for the model: text as it is, everything else as JSON, with a mask in
 * place of what is marked {@link io.armorer.redact.Sensitive}. Errors are JSON, too, as
 * some providers refuse tool messages that are neither.
 */
public final class ResultWriter implements ToolResult.ContentWriter {

	private static final Logger logger = LoggerFactory.getLogger(ResultWriter.class);

	private final ObjectWriter json;

	/**
	 * A writer.
	 * @param mapper the application's mapper
	 */
	public ResultWriter(JsonMapper mapper) {
		this.json = MaskingMapper.of(mapper).writer();
	}

	@Override
	public String write(ToolResult result) {
		ToolError error = result.error();
		if (error != null) {
			return writeError(error);
		}
		Object value = result.value();
		if (value instanceof CharSequence text) {
			return text.toString();
		}
		try {
			return writeJson(value);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The value of '{}' (call {}) can't be written as JSON", result.toolName(), result.callId(), ex);
			return writeError(ToolError.of(ErrorCode.INVALID_RESULT,
					"The tool ran, but gave a value that can't be written as JSON. Do not call it again for that."));
		}
	}

	private String writeError(ToolError error) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("code", error.code());
		fields.put("message", error.message());
		fields.put("retryable", error.retryable());
		if (error.retryAfter() != null) {
			fields.put("retryAfterMs", error.retryAfter().toMillis());
		}
		if (!error.details().isEmpty()) {
			fields.put("details", error.details());
		}
		try {
			return writeJson(Map.of("error", fields));
		}
		catch (RuntimeException | Error ex) {
			// only details that a tool made itself can be unwritable
			fields.remove("details");
			return writeJson(Map.of("error", fields));
		}
	}

	private String writeJson(@Nullable Object value) {
		BufferRecycler buffers = JsonBuffers.shared().acquireAndLinkPooled();
		try (SegmentedStringWriter text = new SegmentedStringWriter(buffers)) {
			this.json.writeValue(text, value);
			return text.getAndClear();
		}
		finally {
			buffers.releaseToPool();
		}
	}

}
