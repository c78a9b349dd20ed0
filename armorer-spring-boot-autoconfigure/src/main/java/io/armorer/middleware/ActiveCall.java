package io.armorer.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

import io.armorer.event.CallIdentity;
import io.armorer.tool.CallMetadata;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;

/**
 * A call under way: the invocation that the middleware sees and the context that the tool
 * sees, in one object. Made by the toolbox or the interceptor, not by users.
 */
public final class ActiveCall extends OnBehalf implements ToolInvocation {

	private static final @Nullable Object[] NO_ARGUMENTS = {};

	private static final AtomicReferenceFieldUpdater<ActiveCall, CallIdentity> IDENTITY = AtomicReferenceFieldUpdater
		.newUpdater(ActiveCall.class, CallIdentity.class, "identity");

	private final CallRuntime runtime;

	private final Tool tool;

	private final @Nullable ToolBinding binding;

	private final @Nullable ToolCall request;

	private final @Nullable ActiveCall parent;

	private final long startedNanos;

	private @Nullable Object[] arguments = NO_ARGUMENTS;

	private Map<String, @Nullable Object> unbound = Map.of();

	private @Nullable MethodInvocation target;

	private boolean claimed;

	private @Nullable CallReceiver receiver;

	private volatile @Nullable CallSignals signals;

	private volatile @Nullable CallIdentity identity;

	private volatile @Nullable Translated translated;

	private final Cancellation cancellation = new Cancellation();

	private volatile @Nullable Throwable abandonedFor;

	private volatile boolean reachedTool;

	private @Nullable Instant startedAt;

	private ShownArguments.@Nullable Copy shownArguments;

	private final Notes notes = new Notes();

	private final Attachments attachments = new Attachments();

	/**
	 * A call.
	 * @param runtime what all calls share
	 * @param tool the tool that is called
	 * @param binding what the interceptor will claim the call by, or {@code null} where
	 * there is no tool to intercept
	 * @param request the call as it came to the toolbox, or {@code null}
	 * @param explicit the context that the caller passed, or {@code null}
	 * @param current the context that was current before the call, or {@code null}
	 */
	public ActiveCall(CallRuntime runtime, Tool tool, @Nullable ToolBinding binding, @Nullable ToolCall request,
			@Nullable ToolContext explicit, @Nullable ToolContext current) {
		super(runtime.complete(explicit, enclosing(explicit, current)));
		this.runtime = runtime;
		this.tool = tool;
		this.binding = binding;
		this.request = request;
		this.parent = enclosing(explicit, current);
		this.startedNanos = runtime.time().nanos();
	}

	/**
	 * A tool that passes its own context on, perhaps on another thread, makes its call.
	 */
	private static @Nullable ActiveCall enclosing(@Nullable ToolContext explicit, @Nullable ToolContext current) {
		ToolContext enclosing = (explicit instanceof ActiveCall) ? explicit : current;
		return (enclosing instanceof ActiveCall call) ? call : null;
	}

	/**
	 * Send what the tool tells while it runs to one receiver, besides the event
	 * listeners. To be said before the call begins.
	 * @param receiver the receiver
	 */
	public void tell(CallReceiver receiver) {
		this.receiver = receiver;
	}

	/**
	 * Keep what could be read of arguments that were refused.
	 * @param arguments the arguments by name
	 */
	public void unbound(Map<String, @Nullable Object> arguments) {
		this.unbound = arguments;
	}

	/**
	 * Whether the interceptor took the call over, so that the chain was entered.
	 * @return whether it did
	 */
	public boolean isClaimed() {
		return this.claimed;
	}

	boolean claim(ToolBinding by) {
		if (this.claimed || this.binding != by) {
			return false;
		}
		this.claimed = true;
		return true;
	}

	/** Run the chain around an intercepted call of the tool's method. */
	@Nullable Object run(ToolBinding by, MethodInvocation target) throws Throwable {
		this.target = target;
		this.arguments = target.getArguments();
		int contextIndex = by.contextIndex();
		if (contextIndex >= 0) {
			this.arguments[contextIndex] = this;
		}
		if (this.receiver != null) {
			signals().started();
		}
		return by.chain().handle(this);
	}

	/** The last link of every chain: the tool's own body, on a fresh copy each time. */
	@Nullable Object proceed() throws Throwable {
		MethodInvocation invocation = this.target;
		if (invocation == null) {
			throw new IllegalStateException("The call of '" + this.tool.name() + "' has not reached its bean");
		}
		this.reachedTool = true;
		return Proceeding.fresh(invocation).proceed();
	}

	/** An attempt with arguments of its own proceeds to the tool's body. */
	void reached() {
		this.reachedTool = true;
	}

	@Override
	public boolean hasReachedTool() {
		return this.reachedTool;
	}

	@Override
	public Tool tool() {
		return this.tool;
	}

	@Override
	public ToolContext context() {
		return this;
	}

	@Override
	public Map<String, @Nullable Object> arguments() {
		ToolBinding by = this.binding;
		if (by == null || this.target == null) {
			return Collections.unmodifiableMap(this.unbound);
		}
		return by.named(this.arguments);
	}

	@Override
	public @Nullable ToolCall request() {
		return this.request;
	}

	@Override
	public Class<?> returnType() {
		MethodInvocation invocation = this.target;
		return (invocation != null) ? invocation.getMethod().getReturnType() : Object.class;
	}

	@Override
	public void supply(int parameterIndex, @Nullable Object value) {
		this.arguments[parameterIndex] = value;
	}

	@Override
	public ToolInvocation supplying(int parameterIndex, @Nullable Object value) {
		if (this.target instanceof ProxyMethodInvocation proxied) {
			return new SuppliedCall(this, proxied, this.arguments).supplying(parameterIndex, value);
		}
		supply(parameterIndex, value);
		return this;
	}

	@Override
	public void note(String name, Object value) {
		this.notes.put(name, value);
	}

	@Override
	public void note(CallMetadata notes) {
		this.notes.put(notes);
	}

	@Override
	public Map<String, Object> notes() {
		return this.notes.get();
	}

	@Override
	public <T> void attach(Class<T> type, T value) {
		this.attachments.put(type, value);
	}

	@Override
	public <T> @Nullable T attached(Class<T> type) {
		return this.attachments.get(type);
	}

	ShownArguments.@Nullable Copy shownArguments() {
		return this.shownArguments;
	}

	void shownArguments(ShownArguments.Copy copy) {
		this.shownArguments = copy;
	}

	@Override
	public Instant startedAt() {
		return this.runtime.time().now().minusNanos(elapsedNanos());
	}

	@Override
	public Instant startedAt(Duration duration) {
		Instant known = this.startedAt;
		if (known == null) {
			known = this.runtime.time().now().minus(duration);
			this.startedAt = known;
		}
		return known;
	}

	@Override
	public Duration elapsed() {
		return Duration.ofNanos(elapsedNanos());
	}

	private long elapsedNanos() {
		return Math.max(0, this.runtime.time().nanos() - this.startedNanos);
	}

	@Override
	public void abandon(Throwable reason) {
		if (this.abandonedFor == null) {
			this.abandonedFor = reason;
		}
	}

	/** What really ended the call, where a cancellation is only how it was ended. */
	Throwable reasonFor(Throwable failure) {
		Throwable reason = this.abandonedFor;
		return (reason != null && ErrorTranslation.unwrap(failure) instanceof CancellationException) ? reason : failure;
	}

	@Override
	public ToolError errorOf(Throwable failure) {
		return errorOfActual(reasonFor(failure));
	}

	@Override
	public Throwable shown(Throwable failure) {
		return this.runtime.shown(failure, this);
	}

	/**
	 * Whether anybody in the chain asked what a failure is.
	 * @param failure what was thrown
	 * @return whether {@link #errorOf} was called with it
	 */
	public boolean hasTold(Throwable failure) {
		Translated known = this.translated;
		return known != null && ErrorTranslation.unwrap(known.failure()) == ErrorTranslation.unwrap(failure);
	}

	private ToolError errorOfActual(Throwable failure) {
		Translated known = this.translated;
		if (known == null || known.failure() != failure) {
			known = new Translated(failure, this.runtime.errors().translate(failure, this));
			this.translated = known;
		}
		return known.error();
	}

	@Override
	public boolean isWithin(ToolInvocation other) {
		ActiveCall at = this;
		while (at != null && at != other) {
			at = at.parent;
		}
		return at != null;
	}

	@Override
	public void cancel() {
		this.cancellation.request();
	}

	@Override
	public void onCancel(Runnable action) {
		this.cancellation.whenRequested(action);
	}

	@Override
	public boolean isCancelled() {
		return this.cancellation.isRequested() || (this.parent != null && this.parent.isCancelled());
	}

	/**
	 * Return which call this is. The id is made when it is first asked for.
	 * @return the identity, always the same
	 */
	public CallIdentity identity() {
		CallIdentity known = this.identity;
		return (known != null) ? known : identify();
	}

	private CallIdentity identify() {
		String given = (this.request != null) ? this.request.id() : null;
		CallIdentity made = new CallIdentity((given != null) ? given : CallIds.next(), parentCallId(), this.tool.name(),
				userId(), sessionId(), runId());
		if (IDENTITY.compareAndSet(this, null, made)) {
			return made;
		}
		// another thread was the first to ask
		CallIdentity known = this.identity;
		return (known != null) ? known : made;
	}

	@Override
	public String callId() {
		return identity().callId();
	}

	@Override
	public @Nullable String parentCallId() {
		return (this.parent != null) ? this.parent.callId() : null;
	}

	@Override
	public void progress(double percent, @Nullable String message) {
		signals().progress(percent, message);
	}

	@Override
	public void emit(Object chunk) {
		signals().chunk(chunk);
	}

	/**
	 * Give whoever listens a part of the result on a thread that must not wait.
	 * @param chunk the part
	 * @param onTaken run when the receiver has handed the part on; never if it has none
	 */
	public void give(Object chunk, Runnable onTaken) {
		signals().chunk(chunk, onTaken);
	}

	private CallSignals signals() {
		CallSignals known = this.signals;
		if (known == null) {
			synchronized (this) {
				known = this.signals;
				if (known == null) {
					known = new CallSignals(this.runtime, identity(), this.receiver);
					this.signals = known;
				}
			}
		}
		return known;
	}

	/** Leaves the arguments out, which may be secret. */
	@Override
	public String toString() {
		return "call of " + this.tool.name();
	}

	/** What an exception was found to be. */
	private record Translated(Throwable failure, ToolError error) {

	}

}
