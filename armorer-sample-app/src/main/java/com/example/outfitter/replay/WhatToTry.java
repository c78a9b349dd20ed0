package com.example.outfitter.replay;

import java.net.URI;

/**
 * Tells a newcomer where to look next.
 */
final class WhatToTry {

	private WhatToTry() {
	}

	static String at(URI root) {
		return """
				The shop stays open at %1$s (Ctrl+C closes it). Look inside:

				  curl %1$s/actuator/armorer
				  curl %1$s/actuator/armorer/pools/db
				  curl %1$s/api/tools

				Call a tool as a model does, fail the shop's API (OK, FAIL, FLAKY or HANG), and call it again:

				  curl %1$s/api/tool-calls -H 'Content-Type: application/json' -d '
				    {"tool_calls": [{"id": "call_1", "type": "function", "function":
				      {"name": "fetch-from-api", "arguments": "{\\"endpoint\\": \\"/stock/BOOT-03\\"}"}}]}'

				  curl %1$s/upstream/mode -H 'Content-Type: application/json' -d '{"mode": "FAIL"}'
				""".formatted(root);
	}

}
