/** Triggers and flows: where they come from, how they are stored, and what they are compiled to. */
@NullMarked
package io.triggergateway.registry;

import org.jspecify.annotations.NullMarked;
