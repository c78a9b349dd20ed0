package com.example.outfitter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class OutfitterApplication {

	public static void main(String[] args) {
		SpringApplication.run(OutfitterApplication.class, args);
	}

}
