/**
 * An outfitter's shop: a small application on the starter.
 */
package com.example.outfitter;
