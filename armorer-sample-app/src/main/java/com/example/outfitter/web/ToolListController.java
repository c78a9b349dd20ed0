package com.example.outfitter.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonRawValue;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.armorer.tool.ToolDefinition;
import io.armorer.toolbox.Toolbox;

/**
 * Lists the tools as a request to an OpenAI-compatible server has them.
 */
@RestController
class ToolListController {

	private final Toolbox toolbox;

	ToolListController(Toolbox toolbox) {
		this.toolbox = toolbox;
	}

	@GetMapping("/api/tools")
	ToolList tools() {
		return new ToolList(this.toolbox.tools().stream().map((tool) -> ListedTool.of(tool.definition())).toList());
	}

	record ToolList(List<ListedTool> tools) {
	}

	record ListedTool(String type, Function function) {

		static ListedTool of(ToolDefinition tool) {
			return new ListedTool("function", new Function(tool.name(), tool.description(), tool.inputSchema().json()));
		}

	}

	record Function(String name, String description, @JsonRawValue String parameters) {
	}

}
