package io.armorer.pattern.streaming;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that behaves as badly as a socket lets it. */
final class RawClient implements AutoCloseable {

	private static final int PATIENCE = 20_000;

	private final Socket socket = new Socket();

	private final StringBuilder seen = new StringBuilder();

	RawClient(int port, String path) throws IOException {
		this.socket.setReceiveBufferSize(4096);
		this.socket.setSoTimeout(PATIENCE);
		this.socket.connect(new InetSocketAddress("localhost", port));
		this.socket.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		this.socket.getOutputStream().flush();
	}

	void readOneByte() throws IOException {
		this.seen.append((char) this.socket.getInputStream().read());
	}

	/** Read until some text has come. */
	RawClient readUntil(String text) throws IOException {
		InputStream input = this.socket.getInputStream();
		byte[] buffer = new byte[8192];
		while (this.seen.indexOf(text) < 0) {
			int count = input.read(buffer);
			if (count < 0) {
				throw new IOException("The stream ended without '" + text + "': " + this.seen);
			}
			this.seen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
		}
		return this;
	}

	/** Read so many bytes and forget them. */
	void swallow(long bytes) throws IOException {
		this.socket.getInputStream().skipNBytes(bytes);
	}

	/** Say that nothing more will be said, and go on listening. */
	void halfClose() throws IOException {
		this.socket.shutdownOutput();
	}

	/** Leave politely: what was sent is acknowledged. */
	void hangUp() throws IOException {
		this.socket.close();
	}

	/** Leave as a crash does. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	String seen() {
		return this.seen.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
