/**
 * What can go wrong and how the caller hears of it: the catalogue of error codes, the one exception
 * that carries them, and the mapper that turns every failure into an answer of the contract.
 */
@NullMarked
package dev.satchel.problem;

import org.jspecify.annotations.NullMarked;
