/** What people have done: who, when, what, from where, and what it changed. */
@NullMarked
package io.triggergateway.audit;

import org.jspecify.annotations.NullMarked;
