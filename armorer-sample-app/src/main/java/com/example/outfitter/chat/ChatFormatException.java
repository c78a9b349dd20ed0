package com.example.outfitter.chat;

/**
 * A text is not in the chat format. The message is one line that says where and why.
 */
public class ChatFormatException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ChatFormatException(String message) {
		super(message);
	}

}
