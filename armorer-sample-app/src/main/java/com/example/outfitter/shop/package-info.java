/**
 * The shop's database: customers, products, orders, and who may read them.
 */
@NullMarked
package com.example.outfitter.shop;

import org.jspecify.annotations.NullMarked;
