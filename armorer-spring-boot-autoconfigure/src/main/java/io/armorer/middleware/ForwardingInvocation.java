package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.CallMetadata;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/**
 * Answers as another view of the same call does. Middleware that hands a call on with one
 * thing changed extends it.
 */
public abstract class ForwardingInvocation implements ToolInvocation {

	private final ToolInvocation call;

	/**
	 * A view.
	 * @param call the call
	 */
	protected ForwardingInvocation(ToolInvocation call) {
		this.call = call;
	}

	@Override
	public Tool tool() {
		return this.call.tool();
	}

	@Override
	public ToolContext context() {
		return this.call.context();
	}

	@Override
	public Map<String, @Nullable Object> arguments() {
		return this.call.arguments();
	}

	@Override
	public @Nullable ToolCall request() {
		return this.call.request();
	}

	@Override
	public Class<?> returnType() {
		return this.call.returnType();
	}

	@Override
	public void note(String name, Object value) {
		this.call.note(name, value);
	}

	@Override
	public void note(CallMetadata notes) {
		this.call.note(notes);
	}

	@Override
	public Map<String, Object> notes() {
		return this.call.notes();
	}

	@Override
	public <T> void attach(Class<T> type, T value) {
		this.call.attach(type, value);
	}

	@Override
	public <T> @Nullable T attached(Class<T> type) {
		return this.call.attached(type);
	}

	@Override
	public boolean hasReachedTool() {
		return this.call.hasReachedTool();
	}

	@Override
	public Instant startedAt() {
		return this.call.startedAt();
	}

	@Override
	public Instant startedAt(Duration duration) {
		return this.call.startedAt(duration);
	}

	@Override
	public Duration elapsed() {
		return this.call.elapsed();
	}

	@Override
	public boolean isWithin(ToolInvocation other) {
		return this == other || this.call.isWithin(other);
	}

	@Override
	public ToolError errorOf(Throwable failure) {
		return this.call.errorOf(failure);
	}

	@Override
	public Throwable shown(Throwable failure) {
		return this.call.shown(failure);
	}

	@Override
	public void abandon(Throwable reason) {
		this.call.abandon(reason);
	}

	@Override
	public void cancel() {
		this.call.cancel();
	}

	@Override
	public void onCancel(Runnable action) {
		this.call.onCancel(action);
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
		this.call.supply(parameterIndex, value);
	}

	@Override
	public ToolInvocation supplying(int parameterIndex, @Nullable Object value) {
		return this.call.supplying(parameterIndex, value);
	}

	@Override
	public String toString() {
		return this.call.toString();
	}

}
